import type { ElementHandle, Locator, Page } from 'playwright-core';

/** How somebody uses a page: what they press, choose and write. */
export interface Hands {
  /** Presses a link or a button, and waits for the page it leads to. */
  press(control: Locator): Promise<void>;
  /** Chooses a radio, or ticks a box. */
  choose(option: Locator): Promise<void>;
  /** Writes into a field, in place of what is there. */
  write(field: Locator, words: string): Promise<void>;
}

/** Waits for the page that something leads to. */
async function toAnotherPage(page: Page, deed: () => Promise<void>) {
  await Promise.all([page.waitForEvent('framenavigated'), deed()]);
  await page.waitForLoadState();
}

/** With a finger or a mouse. */
export class Pointer implements Hands {
  constructor(private readonly page: Page) {}

  press(control: Locator) {
    return toAnotherPage(this.page, () => control.first().click());
  }

  choose(option: Locator) {
    return option.first().check();
  }

  write(field: Locator, words: string) {
    return field.first().fill(words);
  }
}

/** No page has more places to go to than this. */
const mostTabs = 300;

/**
 * With the keyboard alone. Whatever has the focus on the way must show it, and be in the window: who cannot see where
 * they are cannot go on.
 */
export class Keyboard implements Hands {
  constructor(private readonly page: Page) {}

  async press(control: Locator) {
    await this.tabTo(control);
    await toAnotherPage(this.page, () => this.page.keyboard.press('Enter'));
  }

  async choose(option: Locator) {
    const wanted = await this.tabTo(option);
    // Radios are one stop; the arrows go from one to the next, and choose it.
    while ((await wanted.evaluate(lookAtFocus)).at === 'its group')
      await this.page.keyboard.press('ArrowDown');
    if (!(await option.first().isChecked())) await this.page.keyboard.press('Space');
  }

  async write(field: Locator, words: string) {
    await this.tabTo(field);
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.type(words);
  }

  /**
   * Goes on with the Tab key until a control, or a radio of the same group, has the focus.
   * @throws when it is not reached, or the focus cannot be seen on the way.
   */
  async tabTo(control: Locator): Promise<ElementHandle<Element>> {
    const wanted = (await control.first().elementHandle()) as ElementHandle<Element>;
    for (let tabs = 0; tabs < mostTabs; tabs += 1) {
      await this.page.keyboard.press('Tab');
      const { at, unseen } = await wanted.evaluate(lookAtFocus);
      if (unseen) throw new Error(`On ${this.page.url()} the focus cannot be seen at ${unseen}`);
      if (at !== 'elsewhere') return wanted;
    }
    throw new Error(`The Tab key does not lead to ${String(control)} on ${this.page.url()}`);
  }
}

interface Focus {
  at: 'it' | 'its group' | 'elsewhere';
  /** What has the focus, or had it before, and does not show it. */
  unseen: string | null;
}

/** Runs in the page, after each step of the focus. */
function lookAtFocus(wanted: Element): Focus {
  /** How an element is painted; boxes and radios are painted by their label. */
  const paintOf = (element: Element): string => {
    const styles = [getComputedStyle(element)];
    const label = element.matches('[type=radio], [type=checkbox]') && element.nextElementSibling;
    if (label) styles.push(getComputedStyle(label, '::before'));
    return styles
      .map(({ outline, boxShadow, backgroundColor, borderColor, color }) =>
        [outline, boxShadow, backgroundColor, borderColor, color].join(),
      )
      .join();
  };
  const memory = globalThis as { hadFocus?: { element: Element; paint: string } };
  const { activeElement } = document;
  const focused = activeElement === document.body ? null : activeElement;
  const before = memory.hadFocus;
  const wentOn = before && before.element !== focused;
  const looksTheSame = wentOn && paintOf(before.element) === before.paint;
  if (focused) memory.hadFocus = { element: focused, paint: paintOf(focused) };
  const box = focused?.getBoundingClientRect();
  const isOutside = box && (box.bottom <= 0 || box.top >= innerHeight || box.width === 0);
  const unseen = looksTheSame ? before.element : isOutside ? focused : null;
  const isRadioOf = (radio: Element): boolean =>
    radio instanceof HTMLInputElement &&
    wanted instanceof HTMLInputElement &&
    radio.type === 'radio' &&
    radio.name === wanted.name &&
    radio.form === wanted.form;
  const at = focused === wanted ? 'it' : focused && isRadioOf(focused) ? 'its group' : 'elsewhere';
  return { at, unseen: unseen && unseen.outerHTML.slice(0, 200) };
}
