import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

/**
 * The part of the portal's script that asks the browser for a passkey (docs/decisions/0019). It fetches nothing and
 * says nothing of its own: what to ask comes with the page (`passkey-form.tsx`), the answer leaves with its form, and
 * the words for what may go wrong stand there already, hidden.
 */

/**
 * - `stopped`: the person closed the prompt, it took too long, or the device has no passkey that fits. Browsers do
 *   not tell these apart, so that a page cannot find out what is on a device.
 * - `known`: the device has a passkey for this account.
 * - `impossible`: this device or this address cannot do it.
 */
export type PasskeyProblem = 'stopped' | 'known' | 'impossible';

const problemOf = (error: unknown): PasskeyProblem => {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') return 'stopped';
  return name === 'InvalidStateError' ? 'known' : 'impossible';
};

/** The browser's answer, or what is in its way. */
async function ask(part: HTMLElement): Promise<{ answer: string } | { problem: PasskeyProblem }> {
  try {
    const optionsJSON = JSON.parse(part.dataset.options!);
    const answer = await (part.dataset.passkey === 'make'
      ? startRegistration({ optionsJSON })
      : startAuthentication({ optionsJSON }));
    return { answer: JSON.stringify(answer) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function prepare(part: HTMLElement): void {
  const form = part.querySelector('form')!;
  const say = (problem: PasskeyProblem | null) => {
    for (const words of part.querySelectorAll<HTMLElement>('[data-passkey-problem]')) {
      words.hidden = words.dataset.passkeyProblem !== problem;
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say(null);
    void ask(part).then((outcome) => {
      if ('problem' in outcome) return say(outcome.problem);
      form.querySelector<HTMLInputElement>('[name=answer]')!.value = outcome.answer;
      form.submit();
    });
  });
  part.querySelector<HTMLElement>('[data-passkey-instead]')!.hidden = true;
  form.hidden = false;
}

/** Makes the passkey forms of this page work, where the browser knows passkeys. */
export function preparePasskeyForms(): void {
  if (!browserSupportsWebAuthn()) return;
  document.querySelectorAll<HTMLElement>('[data-passkey]').forEach(prepare);
}
