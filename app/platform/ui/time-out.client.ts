import type { SessionEnd } from './session-end';

/**
 * Opens the dialogs of `time-out.tsx`: two minutes before the session ends, and when it has ended. Sends nothing
 * on anybody's behalf, and takes nothing typed away. Every tab of the browser goes by the newest end.
 */

interface End extends Omit<SessionEnd, 'left'> {
  /** By this browser's clock. */
  at: number;
}

const warnedBefore = 2 * 60 * 1000;
const looksEvery = 1000;

export function watchTimeOut(): void {
  const soon = document.querySelector<HTMLDialogElement>('#time-soon');
  const over = document.querySelector<HTMLDialogElement>('#time-over');
  if (!soon || !over) return;
  const tabs = new BroadcastChannel('portal-session-end');
  let end = endFrom(JSON.parse(soon.dataset.end!));
  let said: 'nothing' | 'soon' | 'over' = 'nothing';
  let typed = false;

  function look(): void {
    const left = end.at - Date.now();
    if (left <= 0 && said !== 'over') {
      said = 'over';
      soon!.close();
      if (typed || holdsWords()) over!.showModal();
      else location.replace(over!.dataset.signIn!);
    } else if (left > 0 && left <= warnedBefore && said === 'nothing') {
      said = 'soon';
      soon!.showModal();
    }
  }

  function goOnUntil(later: End): void {
    if (later.at < end.at) return;
    end = later;
    said = 'nothing';
    soon!.close();
    over!.close();
    show(end);
  }

  async function stay(): Promise<void> {
    const failed = soon!.querySelector<HTMLElement>('[data-failed]')!;
    failed.hidden = true;
    try {
      // Whoever is signed out already is sent to sign in, which is no answer here.
      const answer = await fetch(soon!.dataset.ask!, { redirect: 'error' });
      if (!answer.ok) throw new Error('no answer');
      goOnUntil(endFrom(await answer.json()));
      tabs.postMessage(end);
    } catch {
      failed.hidden = false;
    }
  }

  show(end);
  tabs.postMessage(end);
  tabs.addEventListener('message', ({ data }: MessageEvent<End>) => goOnUntil(data));
  document.addEventListener('input', () => (typed = true));
  document.addEventListener('visibilitychange', look);
  soon.querySelector('[data-stay]')!.addEventListener('click', stay);
  for (const button of document.querySelectorAll('[data-close]')) {
    button.addEventListener('click', () => button.closest('dialog')!.close());
  }
  setInterval(look, looksEvery);
}

const endFrom = ({ left, ...words }: SessionEnd): End => ({ ...words, at: Date.now() + left });

function show({ until, isLast }: End): void {
  for (const place of document.querySelectorAll('[data-until]')) place.textContent = until;
  for (const part of document.querySelectorAll<HTMLElement>('[data-when]')) {
    part.hidden = (part.dataset.when === 'last') !== isLast;
  }
}

/** A form that came back with something to put right, or that the browser filled in again, holds words, too. */
function holdsWords(): boolean {
  if (document.querySelector('.nhsuk-error-summary')) return true;
  return [
    ...document.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input'),
  ].some(({ type, value, defaultValue }) => type !== 'hidden' && value !== defaultValue);
}
