import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from 'sass';

/** What the styles say before and after those no page seems to use are left out (decision 0014). */

const classesIn = (css: string): Set<string> =>
  new Set([...css.matchAll(/\.(-?[_a-z][\w-]*)/gi)].map(([, name]) => name!));

const written = classesIn(
  compile('app/platform/ui/styles.scss', { loadPaths: ['node_modules'], quietDeps: true }).css,
);

const assets = 'build/client/assets';

const shipped = classesIn(
  readdirSync(assets)
    .filter((name) => name.endsWith('.css'))
    .map((name) => readFileSync(path.join(assets, name), 'utf8'))
    .join('\n'),
);

/** Classes of a page whose styles were left out by mistake. */
export const lostStyles = (classes: readonly string[]): string[] =>
  classes.filter((name) => written.has(name) && !shipped.has(name));
