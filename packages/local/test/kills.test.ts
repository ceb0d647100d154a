import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterEach, describe, expect, it } from 'vitest'
import { endAll } from './support/cli.js'
import { Expected } from './support/kills/expected.js'
import { surviveKills } from './support/kills/survive.js'
import { verify } from './support/kills/verify.js'
import { admin, PASSWORD, tokensOf } from './support/wire.js'

afterEach(endAll)

it('a server that is killed, three times, has lost nothing that it acknowledged', async () => {
  await expect(surviveKills(3, 25, 1)).resolves.toBeUndefined()
}, 120_000)

describe('a session whose last request was lost', async () => {
  const signingKeys = await createSigningKeys()
  const disabled = { name: 'Dora', groups: [], enabled: false }

  const start = () =>
    startLocalCognito({
      signingKeys,
      client: {
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      },
      users: [
        { username: 'alice', password: PASSWORD },
        { username: 'dora', password: PASSWORD, attributes: { name: 'Dora' }, enabled: false },
      ],
    })

  /** Signs alice in, and verifies the session as if it were the named user's. */
  async function verifyAs(local: LocalCognito, username: string, meanwhile = async () => {}) {
    const { AccessToken: accessToken, RefreshToken: refreshToken } = await tokensOf(local)
    await meanwhile()
    const expected = new Expected()
    const user = expected.add(username)
    user.states.push(disabled)
    user.sessions.push({ accessToken, refreshToken, spent: [], isRevoked: false, isUncertain: true })
    expected.touched.add(user)
    await verify(local, expected)
  }

  it.each([
    ['is not there', 'ghost'],
    ['is disabled', 'dora'],
  ])('must not go on when the user %s', async (_, username) => {
    await using local = await start()
    await expect(verifyAs(local, username)).rejects.toThrow(/expected '' to match .*Refresh Token/)
  })

  it('ends with its user', async () => {
    await using local = await start()
    await verifyAs(local, 'alice', async () => {
      expect((await admin(local, 'AdminDeleteUser', { Username: 'alice' })).error).toBe('')
    })
  })
})
