// The borders of the tree. Each rule's comment is what a developer reads when it fires.
const shell =
  '^services/[^/]+/src/(main|service|app|collect|read|doctor|sudoers)\\.ts$|^services/[^/]+/src/(http|redis|docker|host|channels|delivery|child|powermetrics|macmon|mactop|macos|cgroup|netprobe)/';
const tests = '\\.test\\.tsx?$|/fixtures/';
const pure = { path: '^services/[^/]+/src/', pathNot: [shell, tests] };
const io =
  'node_modules/(axios|bullmq|dockerode|express|http-proxy-middleware|ioredis|nodemailer|systeminformation|winston)/';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea. Merge them, or name the third thing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'The import names something that is not there, or not in this package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'services-stand-alone',
      comment: 'Services meet in Redis and over HTTP, in shapes from contracts.',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'packages-know-no-service',
      comment: 'What a package knows about a service belongs in that service.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^services/' },
    },
    {
      name: 'contracts-hold-shapes-only',
      comment: 'contracts may import zod and itself.',
      severity: 'error',
      from: { path: '^packages/contracts/src/', pathNot: tests },
      to: { pathNot: '^packages/contracts/|node_modules/zod/' },
    },
    {
      name: 'core-is-pure',
      comment:
        'This file is part of the pure core. Reading, writing and waiting belong in a folder named after what it talks to.',
      severity: 'error',
      from: pure,
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(path|crypto)$' },
    },
    {
      name: 'core-uses-no-io-library',
      comment: 'Take the value as an argument.',
      severity: 'error',
      from: pure,
      to: { path: io, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-knows-no-shell',
      comment: 'The shell calls the core, never the other way round.',
      severity: 'error',
      from: pure,
      to: { path: shell },
    },
    {
      name: 'main-is-the-top',
      comment: 'main.ts wires the process; nothing imports it.',
      severity: 'error',
      from: {},
      to: { path: '^services/[^/]+/src/main\\.ts$' },
    },
  ],
  options: {
    parser: 'tsc',
    tsPreCompilationDeps: true,
    exclude: '^packages/[^/]+/dist/|^services/[^/]+/dist/|^services/gateway/web/dist/',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
