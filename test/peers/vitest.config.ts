import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import usual from '../../vitest.config.js'

const modules = fileURLToPath(new URL('newest/node_modules/', import.meta.url))

/** The suite of `packages/poolpass/test/http`, with other versions of the HTTP clients. Run by `peers.slow.test.ts`. */
export default defineConfig({
  resolve: {
    alias: [
      ...(usual.resolve!.alias as { find: RegExp; replacement: string }[]),
      { find: /^(got|ky|undici)$/, replacement: `${modules}$1` },
    ],
  },
  test: {
    ...usual.test,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['packages/poolpass/test/http/**/*.test.ts'],
    // What a client has may differ from major to major: the table in docs/ is of the ones that are installed here.
    exclude: [...configDefaults.exclude, '**/table.test.ts'],
  },
})
