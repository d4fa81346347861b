/**
 * House rules about folders: who may use whom. A room is a folder of `app/` other than `platform`.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const room =
  'guides|next-steps|support|open-referral|search|diary|meetings|concerns|adviser|account|your-data|voices|languages|home';
const tests = '\\.test\\.tsx?$';

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-knows-no-room',
      comment: 'Every room stands on platform; platform stands on none.',
      severity: 'error',
      from: { path: '^app/platform/', pathNot: tests },
      to: { path: `^app/(${room})/` },
    },
    {
      name: 'rooms-use-doors',
      comment: "Rooms use each other only through a room's index.ts or index.server.ts.",
      severity: 'error',
      from: { path: `^app/(${room})/`, pathNot: tests },
      to: {
        path: `^app/(${room})/`,
        pathNot: [`^app/$1/`, `^app/(${room})/index(\\.server)?\\.ts$`],
      },
    },
    {
      name: 'nothing-uses-the-outer-rooms',
      comment:
        'The staff pages and "your data" look into other rooms; no room looks into them, only the portal that puts all together.',
      severity: 'error',
      from: {
        path: '^app/',
        pathNot: ['^app/(adviser|your-data)/', '^app/portal\\.server\\.ts$', tests],
      },
      to: { path: '^app/(adviser|your-data)/' },
    },
    {
      name: 'database-at-the-edge',
      comment: "Only db/ and the rooms' *.server.ts speak to the database.",
      severity: 'error',
      from: { path: '^app/', pathNot: ['\\.server\\.tsx?$', tests] },
      to: { path: '(^db/|node_modules/(drizzle-orm|better-sqlite3)/)' },
    },
    {
      name: 'rules-are-pure',
      comment:
        'A file that is neither a route nor *.server.ts has no I/O: it imports no server file (types aside) and nothing of Node.',
      severity: 'error',
      from: {
        path: `^app/(${room}|platform)/`,
        pathNot: ['\\.server\\.tsx?$', '/routes/', '\\.css', tests],
      },
      to: {
        dependencyTypesNot: ['type-only'],
        path: ['\\.server\\.tsx?$', '^node:', '^(fs|path|crypto|http)$'],
      },
    },
    {
      name: 'index-server-door',
      comment: 'The door index.ts is for pages and rules; index.server.ts is for the server.',
      severity: 'error',
      from: { path: '/index\\.ts$' },
      to: { dependencyTypesNot: ['type-only'], path: '\\.server\\.tsx?$' },
    },
    {
      name: 'lucia-behind-one-module',
      comment:
        'Lucia is no longer maintained: one module knows it, so that it can be replaced in an hour.',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/account/session\\.server\\.ts$' },
      to: { path: 'node_modules/lucia/' },
    },
    {
      name: 'no-tests-in-the-portal',
      severity: 'error',
      from: { path: '^(app|db)/', pathNot: tests },
      to: { path: ['^tests/', tests] },
    },
    {
      name: 'only-what-is-declared',
      severity: 'error',
      from: { path: '^(app|db)/', pathNot: tests },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: 'virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
