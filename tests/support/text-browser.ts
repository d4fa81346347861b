import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Fields } from './forms';
import { attribute } from './reading';
import type { RunningPortal } from './running-portal';

const run = promisify(execFile);

type Element = DefaultTreeAdapterTypes.Element;

/** Lynx, as somebody uses it who reads line by line: with Tab from one link or field to the next, and Enter. */
export class TextBrowser {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'portal-lynx-'));
  private readonly options: string[];

  constructor(
    private readonly portal: Pick<RunningPortal, 'url'>,
    cookies: ReadonlyMap<string, string> = new Map(),
  ) {
    const jar = path.join(this.folder, 'cookies');
    // Netscape's format: host, subdomains, path, https only, until when, name, value.
    const until = Math.floor(Date.now() / 1000) + 3600;
    const lines = [...cookies].map(([name, value]) =>
      ['localhost', 'FALSE', '/', 'FALSE', until, name, value].join('\t'),
    );
    writeFileSync(jar, `${lines.join('\n')}\n`);
    const settings = path.join(this.folder, 'lynx.cfg');
    writeFileSync(settings, 'PERSISTENT_COOKIES:TRUE\nACCEPT_ALL_COOKIES:TRUE\n');
    this.options = [
      '-display_charset=utf-8',
      `-cfg=${settings}`,
      `-cookie_file=${jar}`,
      `-cookie_save_file=${jar}`,
    ];
  }

  /** What it shows of a page. */
  read(address: string): Promise<string> {
    return this.ask(['-dump', '-nolist', '-width=80'], address);
  }

  /** Fills in the form of a page, presses its button, and leaves. Fields are in the order of the page. */
  async fillIn(address: string, fields: Fields): Promise<void> {
    const stops = stopsOf(await this.ask(['-source'], address));
    const script = path.join(this.folder, 'keys');
    writeFileSync(script, keysFor(stops, fields).join('\n'));
    await this.ask([`-cmd_script=${script}`], address);
  }

  private async ask(options: string[], address: string): Promise<string> {
    const { stdout } = await run('lynx', [...this.options, ...options, this.portal.url + address], {
      env: { ...process.env, TERM: 'xterm', LANG: 'C.UTF-8', LINES: '60', COLUMNS: '90' },
      maxBuffer: Infinity,
    });
    return stdout;
  }

  leave() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Stop {
  element: Element;
  /** It is of the page, and not of the frame around it. */
  isInMain: boolean;
}

/** What the Tab key stops at, in the order of the page. */
function stopsOf(html: string): Stop[] {
  const all = elementsIn(parse(html));
  const main = all.find(({ tagName }) => tagName === 'main');
  const inMain = new Set(main && elementsIn(main));
  return all.filter(isStop).map((element) => ({ element, isInMain: inMain.has(element) }));
}

function isStop(element: Element): boolean {
  if (element.tagName === 'a') return attribute(element, 'href') !== undefined;
  if (element.tagName === 'input') return attribute(element, 'type') !== 'hidden';
  // What only a script answers is no stop where there is none.
  if (element.tagName === 'button') return attribute(element, 'type') !== 'button';
  return ['textarea', 'select'].includes(element.tagName);
}

/** The keys somebody presses to fill in fields and to press the first button after them. */
function keysFor(stops: readonly Stop[], fields: Fields): string[] {
  const keys: string[] = [];
  // Lynx begins at the first link of a page.
  let here = 0;
  const goTo = (isIt: (element: Element) => boolean) => {
    const there = stops.findIndex(
      ({ element, isInMain }, index) => isInMain && index >= here && isIt(element),
    );
    if (there < 0) throw new Error('The Tab key does not lead there');
    keys.push(...Array<string>(there - here).fill('<tab>'));
    here = there;
  };
  for (const [name, value] of fields) {
    goTo((stop) => isField(stop, name, value));
    const isChosen = ['radio', 'checkbox'].includes(attribute(stops[here]!.element, 'type') ?? '');
    keys.push(...(isChosen ? ['^J'] : [...value].map((letter) => letter.replace(' ', '<space>'))));
  }
  goTo(({ tagName }) => tagName === 'button');
  keys.push('^J', 'q', 'y');
  return keys.map((key) => `key ${key}`);
}

function isField(stop: Element, name: string, value: string): boolean {
  if (attribute(stop, 'name') !== name) return false;
  const isChosen = ['radio', 'checkbox'].includes(attribute(stop, 'type') ?? '');
  return !isChosen || attribute(stop, 'value') === value;
}

const elementsIn = (node: DefaultTreeAdapterTypes.ParentNode): Element[] =>
  node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elementsIn(child)] : []));
