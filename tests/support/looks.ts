/**
 * What somebody may stumble over on a page that no rule of axe looks for. Each function runs in the page and names
 * what is wrong, one line for each fault; an empty list is a page without.
 */

/** Headings tell what a page is about: one of the first level, and none left out on the way down (WCAG 1.3.1, 2.4.6). */
export function faultsOfHeadings(): string[] {
  const headings = [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')]
    // What opens on its own, a dialog or a meaning, begins anew.
    .filter((heading) => !heading.closest('dialog, [popover]'));
  const levels = headings.map(({ tagName }) => Number(tagName[1]));
  const firsts = levels.filter((level) => level === 1).length;
  const skipped = headings.filter((_, index) => levels[index]! > (levels[index - 1] ?? 1) + 1);
  return [
    ...(firsts === 1 ? [] : [`${firsts} headings of the first level`]),
    ...skipped.map(({ tagName, textContent }) => `${tagName} “${textContent}” leaves a level out`),
  ];
}

/** Nothing sticks out sideways: the page needs no scrolling in two directions (WCAG 1.4.10). */
export function faultsOfWidth(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const widest = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .at(-1);
  return [
    `${scrollWidth - clientWidth} px wider than the window: ${widest?.outerHTML.slice(0, 200)}`,
  ];
}

/** With the space that somebody sets between letters, words and lines, no word is cut off (WCAG 1.4.12). */
export function faultsOfSpacing(): string[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
  const isCut = (element: Element) => {
    const { overflowX, overflowY, clip, clipPath } = getComputedStyle(element);
    const hides = [overflowX, overflowY].some((each) => each === 'hidden' || each === 'clip');
    // What only a screen reader says is one pixel large on purpose.
    const isForEars = clip !== 'auto' || clipPath !== 'none';
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
    return (
      hides && !isForEars && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1)
    );
  };
  const cut = [...document.body.querySelectorAll('*')].filter(isCut);
  const { scrollWidth, clientWidth } = document.documentElement;
  const widest = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .at(-1);
  document.adoptedStyleSheets.pop();
  return [
    ...cut.map((element) => `cuts its words off: ${element.outerHTML.slice(0, 200)}`),
    ...(scrollWidth > clientWidth
      ? [
          `${scrollWidth - clientWidth} px wider than the window with more space: ${widest?.outerHTML.slice(0, 200)}`,
        ]
      : []),
  ];
}

/**
 * The Tab key goes through a page as it is read, from top to bottom, and whatever it reaches shows that it is there
 * and is not behind anything (WCAG 2.4.3, 2.4.7, 2.4.11).
 */
export function faultsOfFocus(): string[] {
  const paintOf = (element: Element): string => {
    const styles = [getComputedStyle(element)];
    // Boxes and radios are painted by their label.
    const label = element.matches('[type=radio], [type=checkbox]') && element.nextElementSibling;
    if (label) styles.push(getComputedStyle(label, '::before'));
    return styles
      .map(({ outline, boxShadow, backgroundColor, borderColor, color, position }) =>
        [outline, boxShadow, backgroundColor, borderColor, color, position].join(),
      )
      .join();
  };
  const nameOf = (element: Element) => element.outerHTML.slice(0, 160);
  const before = document.activeElement;
  const stops = [
    ...document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]',
    ),
  ].filter((each) => each.checkVisibility() && each.tabIndex >= 0 && !each.matches(':disabled'));
  const faults = stops
    .filter(({ tabIndex }) => tabIndex > 0)
    .map((stop) => `is out of its turn: ${nameOf(stop)}`);
  (before as HTMLElement | null)?.blur();
  let above = -Infinity;
  for (const stop of stops) {
    const quiet = paintOf(stop);
    stop.focus();
    if (document.activeElement !== stop) faults.push(`cannot be reached: ${nameOf(stop)}`);
    else if (paintOf(stop) === quiet) faults.push(`does not show its focus: ${nameOf(stop)}`);
    const box = stop.getBoundingClientRect();
    const isInside = box.bottom > 0 && box.top < innerHeight && box.right > 0;
    if (!isInside) faults.push(`is out of the window with the focus: ${nameOf(stop)}`);
    // Of a line, the order is left to right; what is next may begin a little higher, but not end above.
    const bottom = box.bottom + scrollY;
    if (bottom < above) faults.push(`comes after what is below it: ${nameOf(stop)}`);
    above = box.top + scrollY;
    stop.blur();
  }
  (before as HTMLElement | null)?.focus();
  return faults;
}

/** Where colours are the reader's own, what can be pressed or filled in still has an edge (forced colours). */
export function faultsOfForcedColours(): string[] {
  const hasEdge = (element: Element): boolean => {
    const { borderBottomStyle, borderBottomWidth, outlineStyle, textDecorationLine } =
      getComputedStyle(element);
    const border = borderBottomStyle !== 'none' && parseFloat(borderBottomWidth) > 0;
    return border || outlineStyle !== 'none' || textDecorationLine.includes('underline');
  };
  const edgeOf = (element: Element): boolean => {
    if (!element.matches('[type=radio], [type=checkbox]')) return hasEdge(element);
    const { borderBottomStyle } = getComputedStyle(element.nextElementSibling!, '::before');
    return borderBottomStyle !== 'none';
  };
  return [
    ...document.querySelectorAll(
      'button, .nhsuk-button, input:not([type=hidden], [type=file]), select, textarea',
    ),
  ]
    .filter(
      (element) => element.checkVisibility() && !element.matches('[hidden]') && !edgeOf(element),
    )
    .map((element) => `has no edge: ${element.outerHTML.slice(0, 160)}`);
}

/** Nothing moves, neither by itself nor when something is pressed: nobody has to ask for less (WCAG 2.2.2, 2.3.3). */
export function faultsOfMotion(): string[] {
  const moves = (element: Element): boolean => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return (
      animationName !== 'none' ||
      scrollBehavior === 'smooth' ||
      transitionDuration.split(', ').some((each) => parseFloat(each) > 0)
    );
  };
  return [...document.querySelectorAll('*')]
    .filter(moves)
    .map((element) => `moves: ${element.outerHTML.slice(0, 160)}`);
}

/** On paper a page is dark on white, begins with its heading, and has nothing on it that can only be pressed. */
export function faultsOfPrint(): string[] {
  const isShown = (selector: string) =>
    [...document.querySelectorAll(selector)].some((element) => element.checkVisibility());
  const { backgroundColor } = getComputedStyle(document.body);
  return [
    ...(isShown('main h1') ? [] : ['leaves the heading out']),
    ...(backgroundColor === 'rgb(255, 255, 255)' ? [] : [`is printed on ${backgroundColor}`]),
    ...['body > header', 'body > nav', 'body > footer', '.demo', '.time-out-line']
      .filter(isShown)
      .map((part) => `has ${part} on it`),
  ];
}

/** A form that comes back says so first: in the title, and in a box that has the focus and leads to each field. */
export function faultsOfSentBack(): string[] {
  const { activeElement } = document;
  const box = document.querySelector('main .nhsuk-error-summary [role="alert"]');
  const links = [...(box?.querySelectorAll('a') ?? [])];
  const summary = box?.parentElement;
  const hasFocus = activeElement !== null && [box, summary].includes(activeElement as HTMLElement);
  const lost = links.filter(
    ({ hash }) => !document.getElementById(decodeURIComponent(hash.slice(1))),
  );
  return [
    ...(box ? [] : ['does not say what to put right']),
    // The script of nhsuk-frontend gives the focus to the summary around it.
    ...(hasFocus ? [] : [`the focus is elsewhere: ${activeElement?.outerHTML.slice(0, 99)}`]),
    ...lost.map(({ outerHTML }) => `leads nowhere: ${outerHTML}`),
  ];
}

/** What the frame of a page says about it: its language, its parts, and the same page in the other language. */
export function faultsOfFrame(locale: string): string[] {
  const { lang, dir } = document.documentElement;
  const count = (selector: string) => document.querySelectorAll(selector).length;
  const parts = { 'body > header': 1, main: 1, 'body > footer': 1, 'body > nav[aria-label]': 1 };
  const other = locale === 'en' ? 'cy' : 'en';
  return [
    ...(lang === locale ? [] : [`says it is in ${lang}`]),
    ...(dir === '' || dir === 'ltr' ? [] : [`runs ${dir}`]),
    ...Object.entries(parts)
      .filter(([selector, wanted]) => count(selector) !== wanted)
      .map(([selector]) => `has ${count(selector)} of ${selector}`),
    ...(count(`header [lang="${other}"]:not([hidden])`) === 1
      ? []
      : ['has no way to the other language']),
  ];
}
