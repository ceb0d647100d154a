import { createSigningKeys } from '@poolpass/local'
import { expect, it } from 'vitest'
import { checkRandomSignIns } from './support/machine.js'

const signingKeys = await createSigningKeys()

it('gives no tokens without every factor, and refuses nothing that is right, in 5,000 random sequences', async () => {
  const seed = Number(process.env.POOLPASS_SEED ?? 20_261_123)
  console.log(`seed ${seed}`)
  await expect(checkRandomSignIns(signingKeys, 5000, seed)).resolves.toBeUndefined()
}, 900_000)
