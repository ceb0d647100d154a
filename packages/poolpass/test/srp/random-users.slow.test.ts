import { expect, test } from 'vitest'
import { checkRandomUsers } from './random-users.js'

test('1,000 random users: both engines give the proof that the oracle’s server expects', async () => {
  await expect(checkRandomUsers(1000)).resolves.toBeUndefined()
})
