import { afterEach, expect, it } from 'vitest'
import { endAll } from './support/cli.js'
import { surviveKills } from './support/kills/survive.js'

afterEach(endAll)

it('a server that is killed, fifty times, has lost nothing that it acknowledged', async () => {
  await expect(surviveKills(50, 60, 2)).resolves.toBeUndefined()
})
