import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'
import usual from '../../vitest.config.js'

/** The folder beside this file whose versions of the HTTP clients are used. */
const folder = process.env.POOLPASS_PEERS ?? 'newest'
const modules = fileURLToPath(new URL(`${folder}/node_modules/`, import.meta.url))
const CLIENTS = folder === 'newest' ? 'got|ky|undici' : 'axios-retry|axios|got|ky|undici'

/** The suite of `packages/poolpass/test/http`, with other versions of the HTTP clients. Run by `peers.slow.test.ts`. */
export default defineConfig({
  resolve: {
    alias: [
      ...(usual.resolve!.alias as { find: RegExp; replacement: string }[]),
      { find: new RegExp(`^(${CLIENTS})$`), replacement: `${modules}$1` },
    ],
  },
  test: {
    ...usual.test,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['packages/poolpass/test/http/**/*.test.ts'],
    exclude: configDefaults.exclude,
  },
})
