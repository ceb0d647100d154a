import { configDefaults, defineConfig } from 'vitest/config'
import fast from './vitest.config.js'

/** `npm run test:slow`: what takes too long for every run. Such a test's file ends in `.slow.test.ts`. */
export default defineConfig({
  ...fast,
  test: {
    ...fast.test,
    include: ['{packages,interop,examples,test}/**/*.slow.test.ts'],
    exclude: configDefaults.exclude,
    // Each of them keeps the machine busy by itself.
    maxWorkers: 1,
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
})
