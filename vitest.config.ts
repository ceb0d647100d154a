import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Node reads it once, at its start: the processes that run the tests inherit it.
process.env.NODE_EXTRA_CA_CERTS = source('packages/poolpass/test/support/tls/certificate.pem')

/** Tests run against the sources; only `test/package` looks at what was built. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^poolpass$/, replacement: source('packages/poolpass/src/index.ts') },
      { find: /^poolpass\/(admin|testing)$/, replacement: source('packages/poolpass/src/$1/index.ts') },
      { find: /^poolpass\/(sign-in|srp)$/, replacement: source('packages/poolpass/src/$1/public.ts') },
      { find: /^poolpass\/(axios|got|ky|undici)$/, replacement: source('packages/poolpass/src/http/$1.ts') },
      { find: /^@poolpass\/local$/, replacement: source('packages/local/src/index.ts') },
    ],
  },
  test: {
    include: [
      'packages/*/test/**/*.test.ts',
      'interop/**/*.test.ts',
      'examples/**/*.test.ts',
      'bench/test/*.test.ts',
      'test/{package,docs}/**/*.test.ts',
    ],
    exclude: [...configDefaults.exclude, '**/*.slow.test.ts'],
    // By default one core is left idle, which is half of a small machine.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
