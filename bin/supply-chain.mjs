// The check of what others wrote and we run: exact versions, a hash for every package, allowed licences, no
// script at installing that nobody allowed, a true list of licences, and a bill of materials that can be made.
// With `write`, it writes the list of licences instead (npm run licences).
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { licencesPage, problemsOf, productionPackages } from './dependencies.mjs';
import { root } from './prepare.mjs';
import { billOfMaterials } from './sbom.mjs';

const read = (name) => readFileSync(path.join(root, name), 'utf8');
const packageJson = JSON.parse(read('package.json'));
const lockfile = JSON.parse(read('package-lock.json'));
const page = licencesPage(lockfile);

if (process.argv.includes('write')) {
  writeFileSync(path.join(root, 'docs', 'licences.md'), page);
} else {
  const problems = [
    ...problemsOf(packageJson, lockfile),
    ...(read('docs/licences.md') === page
      ? []
      : ['docs/licences.md is not what the lockfile says: npm run licences']),
    ...missingFromBill(),
  ];
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

function missingFromBill() {
  const { bomFormat, components } = billOfMaterials();
  if (bomFormat !== 'CycloneDX') return ['npm sbom does not write CycloneDX'];
  const listed = new Set(components.map(({ name, version }) => `${name} ${version}`));
  return productionPackages(lockfile)
    .filter(({ name, version }) => !listed.has(`${name} ${version}`))
    .map(({ name, version }) => `The bill of materials leaves out ${name} ${version}`);
}
