import { createSigningKeys } from '@poolpass/local'
import { expect, it } from 'vitest'
import { checkRandomSignIns } from './support/machine/check.js'

const signingKeys = await createSigningKeys()

it('gives tokens for every factor, and refuses all else with the service’s errors, in random sequences', async () => {
  await expect(checkRandomSignIns(signingKeys, 400, 1)).resolves.toBeUndefined()
}, 60_000)
