import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';

/** What a page is like for those who read it otherwise: with a screen reader, by keyboard, with little contrast. */

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Rules that axe leaves out unless they are named: targets of 24 px (WCAG 2.5.8), and what it calls experimental. */
const rulesBesides = ['target-size', 'label-content-name-mismatch', 'css-orientation-lock'];

/** These take most of the time, and what they find hangs on how words are painted, not on which words they are. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * Ways to paint words that the colour rules have passed, for all pages of a test file. What they did not pass, or
 * could not judge, is not among them and is looked at again on every page.
 */
const passedPaints = new Set<string>();

interface Looking {
  standards: string[];
  rulesBesides: string[];
  colourRules: string[];
  passedPaints: string[];
  coloursOnly: boolean;
}

/** Runs in the page, where axe is. @returns what is wrong, and the ways to paint words that were passed. */
async function look(looking: Looking) {
  const { standards, rulesBesides, colourRules, passedPaints, coloursOnly } = looking;
  const inspector = (globalThis as unknown as { axe: typeof axe }).axe;

  /** Everything that an element, and what it stands in, lays over the paper. */
  const groundOf = (element: Element | null): string => {
    if (!element) return '';
    const style = getComputedStyle(element);
    const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = style;
    const layer = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
    const nothing = 'rgba(0, 0, 0, 0),none,1,none,normal';
    return (layer === nothing ? '' : `${layer}/`) + groundOf(element.parentElement);
  };

  const lettersOf = (element: Element): string => {
    const style = getComputedStyle(element);
    const { color, fontSize, fontWeight, fontStyle } = style;
    const { textShadow, textDecoration, borderBottom, outline } = style;
    const marks = [textShadow, textDecoration, borderBottom, outline];
    return [color, fontSize, fontWeight, fontStyle, ...marks].join();
  };

  /** The paragraph, list item or other block that an element is part of. */
  const blockOf = (element: Element): Element => {
    const { display } = getComputedStyle(element);
    const inner = display === 'inline' || display === 'contents';
    return inner && element.parentElement ? blockOf(element.parentElement) : element;
  };

  /** Words are painted in the same way when their letters, the words around them and what lies behind are the same. */
  const paintOf = (element: Element): string => {
    const block = blockOf(element);
    const alone = block.textContent?.trim() === element.textContent?.trim();
    return [lettersOf(element), alone ? 'alone' : lettersOf(block), groundOf(element)].join('|');
  };

  const hasWords = (element: Element): boolean =>
    element.matches('a, button, input, select, textarea') ||
    [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');

  const faultsIn = ({ violations }: axe.AxeResults): string[] =>
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' and ')}`);

  const toggled = (rules: string[], enabled: boolean) => rules.map((rule) => [rule, { enabled }]);
  const rules = [...toggled(rulesBesides, true), ...toggled(colourRules, false)];
  const whole = coloursOnly
    ? []
    : faultsIn(
        await inspector.run({
          runOnly: { type: 'tag', values: standards },
          rules: Object.fromEntries(rules),
          resultTypes: ['violations'],
        }),
      );
  const known = new Set(passedPaints);
  const unknown = [...document.body.querySelectorAll('*')].filter(
    (element) => hasWords(element) && !known.has(paintOf(element)),
  );
  if (unknown.length === 0) return { faults: whole, passed: [] };
  const colours = await inspector.run(
    { include: unknown },
    { runOnly: { type: 'rule', values: colourRules }, elementRef: true },
  );
  const paintsIn = (found: axe.Result[]): string[] =>
    found.flatMap(({ nodes }) =>
      nodes.flatMap(({ element }) => (element ? [paintOf(element)] : [])),
    );
  const failed = new Set(paintsIn(colours.violations));
  const judged = paintsIn(colours.passes.filter(({ id }) => id === 'color-contrast'));
  return {
    faults: [...whole, ...faultsIn(colours)],
    passed: [...new Set(judged)].filter((paint) => !failed.has(paint)),
  };
}

/** Looks at pages with axe, which is itself a script, also where pages may run none. */
export class Inspector {
  private constructor(
    private readonly page: Page,
    private readonly devtools: CDPSession,
    private readonly script: boolean,
  ) {}

  static async of(page: Page, script: boolean): Promise<Inspector> {
    const inspector = new Inspector(page, await page.context().newCDPSession(page), script);
    // DevTools turn off what they have turned on, and nothing else.
    if (!script) await inspector.allowScript(false);
    return inspector;
  }

  private async allowScript(allowed: boolean) {
    await this.devtools.send('Emulation.setScriptExecutionDisabled', { value: !allowed });
  }

  /** What is wrong with the page as it is, or with its colours alone, each with the rule and an element. */
  async faults({ coloursOnly = false } = {}): Promise<string[]> {
    if (!this.script) await this.allowScript(true);
    await this.devtools.send('Runtime.evaluate', { expression: `${axeSource};0` });
    const looking = {
      ...{ standards, rulesBesides, colourRules, coloursOnly },
      passedPaints: [...passedPaints],
    };
    const { faults, passed } = await this.page.evaluate(look, looking);
    if (!this.script) await this.allowScript(false);
    for (const paint of passed) passedPaints.add(paint);
    return faults;
  }
}
