import { describe, test } from 'vitest'
import { cases } from './cases/index.js'
import { clients } from './clients.js'
import { withContext } from './context.js'

/** Who waits for something that never comes is to be told sooner than by default. */
const LIMIT_MS = 15_000

for (const client of clients) {
  describe(client.name, () => {
    for (const { rule, name, needs = [], setting = {}, run } of cases) {
      if (needs.every(capability => client.can.has(capability)))
        test(`${rule} ${name}`, () => withContext(client, setting, run), LIMIT_MS)
    }
  })
}
