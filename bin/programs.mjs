// Programs of the system that tests and measurements use, and the Debian package each is in.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { findChromium } from './chromium.mjs';

const isOnPath = (program) => spawnSync('which', [program]).status === 0;

export const programs = {
  chromium: { name: 'Chromium', isThere: () => findChromium() !== undefined, debian: 'chromium' },
  java: { name: 'Java', isThere: () => isOnPath('java'), debian: 'default-jre-headless' },
  lynx: { name: 'Lynx', isThere: () => isOnPath('lynx'), debian: 'lynx' },
  wrk: { name: 'wrk', isThere: () => isOnPath('wrk'), debian: 'wrk' },
};

/**
 * What is missing is installed where that can be done: on Debian, as root.
 * @param {(typeof programs)[keyof typeof programs][]} needed
 * @returns what is still missing.
 */
export function findOrInstall(needed) {
  const wanted = needed.filter(({ isThere }) => !isThere());
  if (wanted.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`Installing ${wanted.map(({ name }) => name).join(', ')}.`);
    const options = {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    const packages = wanted.map(({ debian }) => debian);
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  }
  return needed.filter(({ isThere }) => !isThere());
}
