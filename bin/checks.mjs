// The fast checks, each a command of a tool in package.json, in the order in which they fail soonest.
export const checks = [
  ['types', 'tsc', ['--noEmit']],
  ['lint', 'eslint', ['.', '--max-warnings', '0']],
  ['house rules', 'depcruise', ['app', 'db']],
  ['unused code and dependencies', 'knip', ['--no-progress', '--treat-config-hints-as-errors']],
  ['formatting', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['secrets', 'secretlint', ['**/*', '--secretlintignore', '.gitignore', '--no-color']],
  ['supply chain', 'tsx', ['bin/supply-chain.mjs']],
  ['content', 'tsx', ['bin/content-check.ts']],
];
