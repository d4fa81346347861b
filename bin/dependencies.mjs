// What the portal is made of, as package.json and the lockfile say. Pure: the commands beside it read and print.

/** One version and nothing else: no range, no tag, no address. */
const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/**
 * Licences we may use in a service that we run and whose source we publish. Another one is looked at by a
 * person before it is added here.
 */
const allowedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'ISC',
  'MIT',
  'MIT-0',
  // Used as it is: only changes to the package's own files would have to be published.
  'MPL-2.0',
  'PSF-2.0',
  'Unlicense',
]);

/**
 * Packages whose install script is not run: they come ready built for the machines we use, and the script is
 * for others.
 */
const scriptNotNeeded = new Set(['@parcel/watcher']);

const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Every package of the lockfile but the portal itself. */
const packagesOf = (lockfile) =>
  Object.entries(lockfile.packages)
    .filter(([place]) => place !== '')
    .map(([place, its]) => ({ place, name: nameOf(place), ...its }));

/** The packages that are installed in production (`npm ci --omit dev`), by name and version. */
export const productionPackages = (lockfile) =>
  packagesOf(lockfile)
    .filter(({ dev }) => !dev)
    .map(({ name, version, license }) => ({ name, version, licence: license ?? 'none stated' }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version))
    .filter(
      (one, at, all) => one.name !== all[at - 1]?.name || one.version !== all[at - 1]?.version,
    );

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** Whether an SPDX expression can be met with allowed licences: one of those joined by OR, all joined by AND. */
export const isAllowed = (expression) =>
  expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((licence) => allowedLicences.has(licence)));

/** Versions written anywhere in `overrides`, however deep. */
const overridden = (overrides, path = 'overrides') =>
  Object.entries(overrides ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}.${name}`, value]] : overridden(value, `${path}.${name}`),
  );

function notExact({ overrides, ...packageJson }) {
  const lists = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
  return [
    ...lists.flatMap((list) =>
      Object.entries(packageJson[list] ?? {}).map(([name, version]) => [
        `${list}.${name}`,
        version,
      ]),
    ),
    ...overridden(overrides),
  ]
    .filter(([, version]) => !exactVersion.test(version))
    .map(([name, version]) => `package.json: ${name} is "${version}", not one exact version`);
}

/** A package of the registry has a hash and, with our settings of npm, no address; one from elsewhere has an address. */
function notProven(lockfile) {
  return packagesOf(lockfile).flatMap(({ place, integrity, resolved, link, inBundle }) => [
    ...(integrity || inBundle ? [] : [`package-lock.json: ${place} has no integrity`]),
    ...(resolved || link ? [`package-lock.json: ${place} does not come from the registry`] : []),
  ]);
}

function runsScripts(lockfile, { allowScripts = {} }) {
  return packagesOf(lockfile)
    .filter(({ name, hasInstallScript }) => hasInstallScript && !scriptNotNeeded.has(name))
    .filter(({ name }) => allowScripts[name] !== true)
    .map(({ place }) => `package-lock.json: ${place} runs a script when it is installed`);
}

const notLicensed = (lockfile) =>
  productionPackages(lockfile)
    .filter(({ licence }) => !isAllowed(licence))
    .map(
      ({ name, version, licence }) =>
        `${name} ${version}: nobody has allowed the licence ${licence}`,
    );

/** @returns a sentence for each thing that is not as it should be. */
export const problemsOf = (packageJson, lockfile) => [
  ...notExact(packageJson),
  ...notProven(lockfile),
  ...runsScripts(lockfile, packageJson),
  ...notLicensed(lockfile),
];

/** The page docs/licences.md. */
export function licencesPage(lockfile) {
  const packages = productionPackages(lockfile);
  const rows = packages.map(
    ({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`,
  );
  return [
    '# Licences',
    '',
    `The ${packages.length} packages that are installed in production, from the lockfile. \`npm run licences\` writes this page, and \`npm run check\` fails when it is not true. The bill of materials with every package, for tools, is made by \`npm run sbom\`.`,
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
