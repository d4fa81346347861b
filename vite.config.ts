import path from 'node:path';
import purgeCss from '@fullhuman/postcss-purgecss';
import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig, type Plugin } from 'vite';
import remixOptions from './remix.config.js';

const folder = (name: string) => path.resolve(import.meta.dirname, name);

/** Elements that Markdown becomes, and so stand in no file of ours. */
const written =
  'a blockquote em figcaption figure h2 h3 li ol p section strong sup table tbody td th thead tr ul'.split(
    ' ',
  );

/**
 * Leaves out what no page uses of nhsuk-frontend, which is most of it. Classes that are put together from
 * parts, and so stand nowhere in full, are named here.
 */
const onlyUsedStyles = () =>
  purgeCss({
    content: [folder('app/**/*.ts'), folder('app/**/*.tsx')],
    safelist: {
      standard: [...written, 'footnotes', 'data-footnote-backref'],
      greedy: [
        /^nhsuk-(radios|checkboxes)__(item|input|label|hint)$/,
        /^nhsuk-button--(secondary|warning)$/,
        /^nhsuk-input--width-(2|4|5|10|20)$/,
        /^nhsuk-tag--(blue|green|grey|red|yellow)$/,
      ],
    },
  });

/**
 * The built server holds the packages it uses: Node reads one file instead of two thousand, and is ready in half the
 * time (docs/decisions/0047).
 */
const packagesInside = (): Plugin => ({
  name: 'packages-inside',
  apply: 'build',
  config: () => ({
    ssr: { noExternal: true },
    // Nobody downloads it.
    build: { chunkSizeWarningLimit: Infinity },
    define: { 'process.env.NODE_ENV': '"production"' },
  }),
});

export default defineConfig({
  // The Remix plugin must not run under vitest (remix-run/remix#8982).
  plugins: process.env.VITEST ? [] : [remix(remixOptions), packagesInside()],
  resolve: {
    alias: { '~': folder('app'), '#db': folder('db'), '#content': folder('content') },
  },
  css: {
    preprocessorOptions: { scss: { loadPaths: [folder('node_modules')], quietDeps: true } },
    postcss: { plugins: [onlyUsedStyles()] },
  },
  build: { sourcemap: false, assetsInlineLimit: 0, target: 'es2022' },
  ssr: { external: ['better-sqlite3'] },
});
