// npm run dev: the portal with pages that follow the source files. Server parts outside pages need a restart.
import process from 'node:process';
import { prepare, root } from './prepare.mjs';

prepare();
process.env.NODE_ENV = 'development';
const { createServer } = await import('vite');
const vite = await createServer({ root, server: { middlewareMode: true }, appType: 'custom' });
const build = await vite.ssrLoadModule('virtual:remix/server-build');
await build.entry.module.startPortal(build, `${root}/build/client`);
