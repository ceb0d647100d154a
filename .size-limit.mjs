// Bytes that a browser app pays, minified and gzipped. What is loaded later, by import(), is not counted.
// The limits are where the code stands, so that it does not grow unnoticed. The goals are 5.4 KB for the two functions of
// poolpass/sign-in and 10 KB for SrpAuth: lower a limit whenever the code allows it.
const loadedLater = {
  name: 'loaded-later',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

const measure = (name, path, names, limit) => ({
  name,
  path: `packages/poolpass/dist/${path}`,
  import: names,
  limit,
  gzip: true,
  modifyEsbuildConfig: config => ({
    ...config,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
    plugins: [loadedLater],
  }),
})

export default [
  measure(
    "import { signInWithSrp, renew } from 'poolpass/sign-in'",
    'sign-in.js',
    '{ signInWithSrp, renew }',
    '5.4 KB',
  ),
  measure("import { SrpAuth } from 'poolpass'", 'index.js', '{ SrpAuth }', '23.75 KB'),
  measure("import * from 'poolpass/srp'", 'srp.js', '*', '3 KB'),
]
