import { createSigningKeys } from '@poolpass/local'
import { expect, it } from 'vitest'
import { checkRandomSignIns } from './support/machine.js'

const signingKeys = await createSigningKeys()

it('gives no tokens without every factor, and refuses nothing that is right, in 250 random sequences', async () => {
  await expect(checkRandomSignIns(signingKeys, 250, 4)).resolves.toBeUndefined()
})
