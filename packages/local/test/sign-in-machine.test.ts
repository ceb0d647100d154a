import { createSigningKeys } from '@poolpass/local'
import { expect, it } from 'vitest'
import { checkAfterSignUp, checkRandomSignIns } from './support/machine/check.js'

const signingKeys = await createSigningKeys()

it('gives tokens for every factor, and refuses all else with the service’s errors, in random sequences', async () => {
  await expect(checkRandomSignIns(signingKeys, 400, 1)).resolves.toBeUndefined()
}, 60_000)

it('asks for every other factor after a sign-up, and for the one that is preferred, in random sequences', async () => {
  await expect(checkAfterSignUp(signingKeys, 400, 1)).resolves.toBeUndefined()
}, 60_000)
