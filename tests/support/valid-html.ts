import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** The Nu Html Checker, which decides what valid HTML is (docs/decisions/0045). It is a Java program. */
const checker = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

interface Message {
  url: string;
  message: string;
  extract?: string;
}

/**
 * A table that is laid out as cards on a phone is no table any more to some browsers, unless its parts say that they
 * are (app/adviser/stacked-table.tsx). The checker finds that needless.
 */
const deliberate = /^The “role” attribute must not be used on a “t[dhr]” element/;

/** What is not valid in pages, by their names: one line for each fault. @param pages HTML by name. */
export async function faultsOfMarkup(pages: readonly (readonly [string, string])[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'portal-pages-'));
  const files = pages.map(([, html], index) => {
    const file = path.join(folder, `${index}.html`);
    writeFileSync(file, html);
    return file;
  });
  const options = ['--format', 'json', '--errors-only', '--exit-zero-always', '--stdout'];
  const { stdout } = await promisify(execFile)('java', ['-jar', checker, ...options, ...files], {
    maxBuffer: Infinity,
  });
  rmSync(folder, { recursive: true, force: true });
  const { messages } = JSON.parse(stdout) as { messages: Message[] };
  return messages
    .filter(({ message }) => !deliberate.test(message))
    .map(({ url, message, extract = '' }) => {
      const [name] = pages[Number(path.basename(url, '.html'))]!;
      return `${name}: ${message} ${extract}`;
    });
}
