import { describe, test } from 'vitest'
import { cases } from './cases/index.js'
import type { Client } from './clients/client.js'
import { withContext } from './context.js'

/** Who waits for something that never comes is to be told sooner than by default. */
const LIMIT_MS = 15_000

/** Every case with every client that has what the case needs. */
export function describeBehaviour(clients: readonly Client[]): void {
  for (const client of clients) {
    describe(client.name, () => {
      for (const { rule, name, needs = [], setting = {}, run } of cases) {
        if (needs.every(capability => client.can.has(capability)))
          test(`${rule} ${name}`, () => withContext(client, setting, run), LIMIT_MS)
      }
    })
  }
}
