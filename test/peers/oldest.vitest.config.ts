import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import usual from '../../vitest.config.js'

/** The suite of axios, with the oldest one that the adapter takes. Run by `peers.slow.test.ts`. */
export default defineConfig({
  resolve: {
    alias: [
      ...(usual.resolve!.alias as { find: RegExp; replacement: string }[]),
      { find: /^axios$/, replacement: fileURLToPath(new URL('oldest/node_modules/axios', import.meta.url)) },
    ],
  },
  test: {
    ...usual.test,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['packages/poolpass/test/http/{,behaviour/}axios.test.ts'],
  },
})
