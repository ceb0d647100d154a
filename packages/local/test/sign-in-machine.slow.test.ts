import { createSigningKeys } from '@poolpass/local'
import { describe, expect, it } from 'vitest'
import { checkRandomSignIns } from './support/machine/check.js'

const signingKeys = await createSigningKeys()

describe('5,000 random sequences give tokens for every factor, and get the service’s errors for all else', () => {
  it.each([1, 2, 3, 4])('part %d', async part => {
    await expect(checkRandomSignIns(signingKeys, 1250, part)).resolves.toBeUndefined()
  })
})
