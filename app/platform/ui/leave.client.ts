/**
 * "Leave this page" at once (docs/decisions/0022): what is on the screen goes first, then the session, then the
 * page itself. Pressing Shift three times does the same; each press is said to people who listen to the page.
 */

const presses = 3;
/** Presses further apart than this are not meant together. */
const forgottenAfter = 5000;

export function letPeopleLeave(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-leave]');
  const status = document.querySelector<HTMLElement>('[data-leave-status]');
  if (!link || !status) return;
  link.querySelector<HTMLElement>('[data-leave-keys]')!.hidden = false;
  const tabs = new BroadcastChannel('portal-leave');
  let pressed = 0;
  let alone = false;
  let forgetting = 0;

  function leave(): void {
    tabs.postMessage('leave');
    // The request outlives the page. Its answer clears what the browser has kept.
    fetch(link!.dataset.leave!, {
      method: 'POST',
      keepalive: true,
      redirect: 'manual',
      headers: form,
    }).catch(() => undefined);
    go();
  }

  function go(): void {
    document.body.replaceChildren();
    document.title = link!.host;
    location.replace(link!.href);
  }

  function count(to: number): void {
    pressed = to;
    status!.textContent = to === 0 ? '' : (status!.dataset[`press${to}`] ?? '');
    clearTimeout(forgetting);
    if (to > 0) forgetting = window.setTimeout(() => count(0), forgottenAfter);
  }

  link.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });
  // Shift held for a capital letter is no press of its own.
  document.addEventListener('keydown', ({ key, repeat }) => {
    if (repeat) return;
    alone = key === 'Shift';
    if (!alone && pressed > 0) count(0);
  });
  document.addEventListener('keyup', ({ key }) => {
    if (key !== 'Shift' || !alone) return;
    alone = false;
    if (pressed + 1 === presses) leave();
    else count(pressed + 1);
  });
  tabs.addEventListener('message', go);
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
