import path from 'node:path';
import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';
import remixOptions from './remix.config.js';

const folder = (name: string) => path.resolve(import.meta.dirname, name);

export default defineConfig({
  // The Remix plugin must not run under vitest (remix-run/remix#8982).
  plugins: process.env.VITEST ? [] : [remix(remixOptions)],
  resolve: {
    alias: { '~': folder('app'), '#db': folder('db'), '#content': folder('content') },
  },
  css: { preprocessorOptions: { scss: { loadPaths: [folder('node_modules')], quietDeps: true } } },
  build: { sourcemap: false, assetsInlineLimit: 0, target: 'es2022' },
  ssr: { external: ['better-sqlite3'] },
});
