// The rooms of docs/design (see CONTRIBUTING.md): a room may import any room further right, never one further left.
//   http → session → account → sign-in → { srp, cognito-idp } → errors
// Type-only imports count as much as others.

const library = '^packages/poolpass/src'
const local = '^packages/local/src'

/** Each room of the library and what it may import, besides itself. */
const ROOMS = {
  http: ['session', 'account', 'sign-in', 'srp', 'cognito-idp', 'errors'],
  session: ['account', 'sign-in', 'srp', 'cognito-idp', 'errors', 'stores/memory-store[.]ts'],
  account: ['sign-in', 'srp', 'cognito-idp', 'errors'],
  'sign-in': ['srp', 'cognito-idp', 'errors'],
  srp: ['errors'],
  'cognito-idp': ['errors'],
  errors: [],
  stores: ['session/token-store[.]ts', 'errors'],
  admin: ['sign-in', 'cognito-idp', 'errors'],
}

const rooms = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `${room} may import: ${allowed.join(', ').replaceAll('[.]', '.') || 'nothing'}`,
  severity: 'error',
  from: { path: `${library}/${room}/` },
  to: {
    path: `${library}/`,
    pathNot: [room, ...allowed].map(name => `${library}/${name}${name.endsWith('ts') ? '$' : '/'}`),
  },
}))

export default {
  forbidden: [
    ...rooms,
    {
      name: 'every-file-in-a-room',
      comment: 'packages/poolpass/src holds index.ts and the rooms named in .dependency-cruiser.mjs, nothing else',
      severity: 'error',
      from: {},
      to: {
        path: `${library}/`,
        pathNot: [`${library}/index[.]ts$`, ...[...Object.keys(ROOMS), 'testing'].map(room => `${library}/${room}/`)],
      },
    },
    {
      name: 'nobody-imports-testing',
      comment: 'testing is an entry point of its own: what it holds never reaches an app',
      severity: 'error',
      from: { path: `${library}/`, pathNot: `${library}/testing/` },
      to: { path: `${library}/testing/` },
    },
    {
      name: 'testing-imports-types',
      comment: 'testing may import types from anywhere, and code from errors only',
      severity: 'error',
      from: { path: `${library}/testing/` },
      to: {
        path: `${library}/`,
        pathNot: [`${library}/testing/`, `${library}/errors/`],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nobody-imports-the-root',
      comment: 'src/index.ts re-exports; inside, import the room itself',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: { path: '^packages/$1/src/index[.]ts$' },
    },
    {
      name: 'nobody-imports-public-names',
      comment: 'public.ts of a room is an entry point: inside, import what you need, or all of it would be loaded',
      severity: 'error',
      from: { path: `${library}/` },
      to: { path: `${library}/[^/]+/public[.]ts$` },
    },
    {
      name: 'library-without-node',
      comment: "the library runs on every runtime: node's modules come through process.getBuiltinModule at first use",
      severity: 'error',
      from: { path: `${library}/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'library-loads-packages-late',
      comment: 'jose and the AWS SDK are loaded by import() at their first use',
      severity: 'error',
      from: { path: `${library}/` },
      to: { path: '(^|/)node_modules/(jose|@aws-sdk)/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'admin-loads-the-aws-sdk-late',
      comment: 'the AWS SDK is an optional peer: only admin uses more than its types, by import() at the first call',
      severity: 'error',
      from: { path: `${library}/`, pathNot: `${library}/admin/service[.]ts$` },
      to: { path: '(^|/)node_modules/@aws-sdk/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'library-imports-only-jose',
      comment: 'one runtime dependency; clients, stores and the AWS SDK are optional peers with type-only imports',
      severity: 'error',
      from: { path: `${library}/` },
      to: {
        path: '(^|/)node_modules/',
        pathNot: '(^|/)node_modules/(jose|@aws-sdk/client-cognito-identity-provider)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'library-knows-no-other-package',
      severity: 'error',
      from: { path: `${library}/` },
      to: { path: '^(packages/(?!poolpass/)|interop/|examples/|test/)' },
    },
    {
      name: 'local-sees-srp-only',
      comment: 'the local pool uses poolpass/srp and nothing else of the library',
      severity: 'error',
      from: { path: '^packages/local/(src|bin)/' },
      to: {
        path: '^packages/poolpass/',
        pathNot: ['^packages/poolpass/src/srp/(index|public)[.]ts$'],
      },
    },
    {
      name: 'local-imports-by-name',
      comment: "write 'poolpass/srp', not a path into the other package",
      severity: 'error',
      from: { path: '^packages/local/' },
      to: { path: '^packages/poolpass/', dependencyTypes: ['local'], dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'local-pool',
      comment: 'the domain knows neither operations nor HTTP',
      severity: 'error',
      from: { path: `${local}/pool/` },
      to: { path: [`${local}/(http|operations|persistence)/`, '^(node:)?https?$'] },
    },
    {
      name: 'local-persistence',
      comment: 'what keeps the tables of pools knows the domain only',
      severity: 'error',
      from: { path: `${local}/persistence/` },
      to: { path: `${local}/`, pathNot: `${local}/(persistence|pool)/` },
    },
    {
      name: 'local-operations',
      comment: 'an operation validates, calls the pool and shapes the answer: no HTTP',
      severity: 'error',
      from: { path: `${local}/operations/` },
      to: { path: [`${local}/(http|persistence)/`, '^(node:)?https?$'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tests-in-sources',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: { path: '(^|/)(test|interop|examples)/|[.]test[.]ts$', pathNot: 'node_modules' },
    },
    {
      name: 'declared-dependencies-only',
      comment: 'what a package imports stands in its own package.json, and not among its devDependencies',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional', 'undetermined'],
        // Optional peers, whose types are needed here too: library-imports-only-jose has no more than types of them.
        dependencyTypesNot: ['npm-peer'],
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^[.][.]/dist/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'default'] },
  },
}
