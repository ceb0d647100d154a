import { afterEach, expect, it } from 'vitest'
import { endAll } from './support/cli.js'
import { surviveKills } from './support/kills/survive.js'

afterEach(endAll)

it('a server that is killed, three times, has lost nothing that it acknowledged', async () => {
  await expect(surviveKills(3, 25, 1)).resolves.toBeUndefined()
}, 120_000)
