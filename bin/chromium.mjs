// Where the system's Chromium is, and how it is started: for the browser tests and the pictures.
import { existsSync } from 'node:fs';
import process from 'node:process';

const known = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** @returns {string | undefined} */
export const findChromium = () => known.find((file) => file && existsSync(file));

/** Without a sandbox, because it may run as root; and asking nothing of any other host. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
