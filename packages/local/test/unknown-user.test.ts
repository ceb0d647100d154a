import { createSigningKeys, startLocalCognito } from '@poolpass/local'
import { describe, expect, it } from 'vitest'
import { INCORRECT, PASSWORD, send, signIn, startSrp } from './support/wire.js'

const signingKeys = await createSigningKeys()
const users = [{ username: 'alice', password: PASSWORD }]
const ALLOW_ALL = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const

const passwordSignIn = (local: Parameters<typeof send>[0], USERNAME: string, secret = 'Wrong-Horse-9') =>
  send(local, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: local.clientId,
    AuthParameters: { USERNAME, PASSWORD: secret },
  })

describe.each([{}, { PreventUserExistenceErrors: 'LEGACY' as const }])('an unknown user with %j', settings => {
  it('is named in every flow', async () => {
    await using local = await startLocalCognito({
      signingKeys,
      users,
      client: { ...settings, ExplicitAuthFlows: ALLOW_ALL },
    })
    const expected = 'UserNotFoundException: User does not exist.'
    expect((await startSrp(local, { username: 'nobody' })).initiated.error).toBe(expected)
    expect((await passwordSignIn(local, 'nobody')).error).toBe(expected)
  })
})

describe('an unknown user with PreventUserExistenceErrors ENABLED', () => {
  const start = () =>
    startLocalCognito({
      signingKeys,
      users,
      client: { PreventUserExistenceErrors: 'ENABLED', ExplicitAuthFlows: ALLOW_ALL },
    })

  it('gets a challenge like everybody, and the same refusal', async () => {
    await using local = await start()
    const real = (await startSrp(local)).initiated.body.ChallengeParameters
    const simulated = (await startSrp(local, { username: 'nobody' })).initiated.body.ChallengeParameters
    expect(Object.keys(simulated)).toEqual(Object.keys(real))
    expect(simulated.USER_ID_FOR_SRP).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    expect(simulated.SALT).toMatch(/^[1-9a-f][\da-f]{0,31}$/)
    expect(simulated.SRP_B).toMatch(/^[1-9a-f][\da-f]{700,767}$/)

    expect((await signIn(local, { username: 'nobody' })).error).toBe(INCORRECT)
    expect((await signIn(local, { password: 'wrong' })).error).toBe(INCORRECT)
    expect((await passwordSignIn(local, 'nobody')).error).toBe(INCORRECT)
  })

  it('has a SECRET_BLOCK exactly as long as everybody’s, whatever its name', async () => {
    await using local = await start()
    const lengthFor = async (username: string) =>
      (await startSrp(local, { username })).initiated.body.ChallengeParameters.SECRET_BLOCK.length as number
    const lengths = await Promise.all(['alice', 'nobody', 'x', 'ä'.repeat(60), '"'.repeat(120)].map(lengthFor))
    expect(new Set(lengths).size).toBe(1)
  })

  it('has the same salt and id every time, and others than the next unknown one', async () => {
    await using local = await start()
    const look = async (username: string) => {
      const { SALT, USER_ID_FOR_SRP } = (await startSrp(local, { username })).initiated.body.ChallengeParameters
      return `${SALT} ${USER_ID_FOR_SRP}`
    }
    expect(await look('nobody')).toBe(await look('nobody'))
    expect(await look('nobody')).not.toBe(await look('somebody'))
  })

  it('is locked out like everybody', async () => {
    await using local = await start()
    for (const username of ['alice', 'nobody']) {
      const errors: string[] = []
      for (let i = 0; i < 6; i++) errors.push((await signIn(local, { username, password: 'wrong' })).error)
      expect(errors).toEqual([
        ...Array.from({ length: 5 }, () => INCORRECT),
        'NotAuthorizedException: Password attempts exceeded',
      ])
    }
  })
})
