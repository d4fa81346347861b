// npm start: from a fresh clone to a running portal. Installs and builds what is missing, then serves.
import { prepare } from './prepare.mjs';

prepare();
await import('./serve.mjs');
