import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { formatTimestamp, N } from 'poolpass/srp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { admin, INCORRECT, PASSWORD, respond, signIn, srpResponses, startSrp } from './support/wire.js'

const signingKeys = await createSigningKeys()
let local: LocalCognito

beforeEach(async () => {
  local = await startLocalCognito({
    signingKeys,
    users: [
      { username: 'alice', password: PASSWORD },
      { username: 'bob', password: 'Another-Horse-9' },
      { username: 'Zoë', password: 'Pässwörd-9 ☃' },
      { username: 'disabled', password: PASSWORD, enabled: false },
      { username: 'unconfirmed', password: PASSWORD, confirmed: false },
    ],
  })
})
afterEach(() => local.close())

describe('USER_SRP_AUTH', () => {
  it('gives tokens for the right password in two requests', async () => {
    const { status, body } = await signIn(local)
    expect(status).toBe(200)
    expect(body.ChallengeParameters).toEqual({})
    expect(body).not.toHaveProperty('Session')
    expect(body).not.toHaveProperty('ChallengeName')
    expect(body.AuthenticationResult).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 })
    expect(local.counts.all()).toEqual({ InitiateAuth: 1, RespondToAuthChallenge: 1 })
  })

  it('asks for the proof in minimal hex, with no Session', async () => {
    const { initiated } = await startSrp(local)
    const { ChallengeName, ChallengeParameters, ...rest } = initiated.body
    expect(ChallengeName).toBe('PASSWORD_VERIFIER')
    expect(rest).toEqual({})
    expect(Object.keys(ChallengeParameters).sort()).toEqual([
      'SALT',
      'SECRET_BLOCK',
      'SRP_B',
      'USERNAME',
      'USER_ID_FOR_SRP',
    ])
    expect(ChallengeParameters.SRP_B).toMatch(/^[1-9a-f][\da-f]{0,767}$/)
    expect(ChallengeParameters.SALT).toMatch(/^[1-9a-f][\da-f]{0,31}$/)
    expect(Buffer.from(ChallengeParameters.SECRET_BLOCK, 'base64').toString('base64')).toBe(
      ChallengeParameters.SECRET_BLOCK,
    )
  })

  it('draws another B for every attempt and keeps the salt', async () => {
    const [one, two] = [await startSrp(local), await startSrp(local)].map(x => x.initiated.body.ChallengeParameters)
    expect(one.SRP_B).not.toBe(two.SRP_B)
    expect(one.SALT).toBe(two.SALT)
  })

  it('hashes names and passwords as UTF-8', async () => {
    expect((await signIn(local, { username: 'Zoë', password: 'Pässwörd-9 ☃' })).error).toBe('')
  })

  it.each(['wrong', '', PASSWORD.toLowerCase(), `${PASSWORD} `])('refuses the password %j', async password => {
    expect((await signIn(local, { password })).error).toBe(INCORRECT)
  })

  it.each([
    ['zero', '0'],
    ['N', N.toString(16)],
    ['2N', (2n * N).toString(16)],
    ['not hex', 'xyz'],
    ['with a prefix', '0x12'],
    ['huge', 'f'.repeat(5000)],
  ])('refuses SRP_A that is %s', async (_, SRP_A) => {
    expect((await startSrp(local, { start: { SRP_A } })).initiated.error).toMatch(/^InvalidParameterException: /)
  })

  it.each(['USERNAME', 'SRP_A'])('requires %s', async name => {
    const { initiated } = await startSrp(local, { start: { [name]: '' } })
    expect(initiated.error).toBe(`InvalidParameterException: Missing required parameter ${name}`)
  })

  it.each(['USERNAME', 'PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP'])(
    'requires %s in the answer',
    async name => {
      const { error } = await signIn(local, { answer: { [name]: '' } })
      expect(error).toBe(`InvalidParameterException: Missing required parameter ${name}`)
    },
  )

  it('takes upper-case hex with leading zeros, and null for what is absent', async () => {
    const started = await startSrp(local)
    const SRP_A = `00${started.ephemeralKey.publicKey.toString(16).toUpperCase()}`.slice(0, 770)
    const again = await startSrp(local, { start: { SRP_A, DEVICE_KEY: null as never } })
    const mixed = { initiated: again.initiated, ephemeralKey: started.ephemeralKey }
    expect((await respond(local, 'PASSWORD_VERIFIER', await srpResponses(local, mixed))).error).toBe('')
  })

  it('refuses the proof of one user for another', async () => {
    expect((await signIn(local, { answer: { USERNAME: 'bob' } })).error).toBe(INCORRECT)
  })

  it.each(['!', 'AAAA', Buffer.alloc(32).toString('base64')])('refuses the signature %j', async signature => {
    expect((await signIn(local, { answer: { PASSWORD_CLAIM_SIGNATURE: signature } })).error).toBe(INCORRECT)
  })

  it('refuses disabled and unconfirmed users whatever the password', async () => {
    for (const password of [PASSWORD, 'wrong']) {
      expect((await signIn(local, { username: 'disabled', password })).error).toBe(
        'NotAuthorizedException: User is disabled.',
      )
      expect((await signIn(local, { username: 'unconfirmed', password })).error).toBe(
        'UserNotConfirmedException: User is not confirmed.',
      )
    }
  })

  it('refuses an exchange whose password was changed under way', async () => {
    const started = await startSrp(local)
    const responses = await srpResponses(local, started)

    await admin(local, 'AdminSetUserPassword', { Username: 'alice', Password: PASSWORD, Permanent: true })
    expect((await respond(local, 'PASSWORD_VERIFIER', responses)).error).toBe(INCORRECT)
    expect((await signIn(local)).error).toBe('')
  })
})

describe('TIMESTAMP', () => {
  const minutes = (count: number) => formatTimestamp(local.clock.nowMs() + count * 60_000)

  it.each([-4.9, 4.9])('may be %d minutes off', async offset => {
    expect((await signIn(local, { timestamp: minutes(offset) })).error).toBe('')
  })

  it.each([-6, 6])('must not be %d minutes off', async offset => {
    expect((await signIn(local, { timestamp: minutes(offset) })).error).toBe(INCORRECT)
  })

  it.each([
    ['a padded day', 'Sat Sep 05 07:08:09 UTC 2026'],
    ['a wrong weekday', 'Fri Sep 5 07:08:09 UTC 2026'],
    ['another language', 'Sam Sep 5 07:08:09 UTC 2026'],
    ['another zone', 'Sat Sep 5 07:08:09 GMT 2026'],
    ['an ISO date', '2026-09-05T07:08:09Z'],
    ['nonsense', 'undefined undefined NaN NaN:NaN:NaN UTC NaN'],
  ])('is refused with %s, though signed', async (_, timestamp) => {
    local.clock.setOffsetMs(Date.UTC(2026, 8, 5, 7, 8, 9) - Date.now())
    expect((await signIn(local, { timestamp: 'Sat Sep 5 07:08:09 UTC 2026' })).error).toBe('')
    expect((await signIn(local, { timestamp })).error).toBe(INCORRECT)
  })
})

describe('SECRET_BLOCK', () => {
  it('may be answered twice, and after a wrong answer', async () => {
    const started = await startSrp(local)
    const wrong = await srpResponses(local, started, { password: 'wrong' })
    expect((await respond(local, 'PASSWORD_VERIFIER', wrong)).error).toBe(INCORRECT)
    const right = await srpResponses(local, started)
    expect((await respond(local, 'PASSWORD_VERIFIER', right)).error).toBe('')
    expect((await respond(local, 'PASSWORD_VERIFIER', right)).error).toBe('')
  })

  it('lives for AuthSessionValidity', async () => {
    const started = await startSrp(local)
    local.clock.advance({ seconds: 179 })
    expect((await respond(local, 'PASSWORD_VERIFIER', await srpResponses(local, started))).error).toBe('')
    local.clock.advance({ seconds: 1 })
    expect((await respond(local, 'PASSWORD_VERIFIER', await srpResponses(local, started))).error).toMatch(
      /^NotAuthorizedException: /,
    )
  })

  it('is refused when a byte is changed', async () => {
    const started = await startSrp(local)
    const { ChallengeParameters } = started.initiated.body
    const block = Buffer.from(ChallengeParameters.SECRET_BLOCK, 'base64')
    for (const index of [20, 400, block.length - 1]) {
      const changed = Buffer.from(block)
      changed[index] = (changed[index] ?? 0) ^ 1
      ChallengeParameters.SECRET_BLOCK = changed.toString('base64')
      const responses = await srpResponses(local, started)
      expect((await respond(local, 'PASSWORD_VERIFIER', responses)).error).toBe(INCORRECT)
    }
  })

  it('is refused from another client and another pool', async () => {
    const { body } = await admin(local, 'CreateUserPoolClient', { ClientName: 'other' })
    const started = await startSrp(local)
    const responses = await srpResponses(local, started)
    const elsewhere = { ClientId: body.UserPoolClient.ClientId }
    expect((await respond(local, 'PASSWORD_VERIFIER', responses, elsewhere)).error).toBe(INCORRECT)

    await using other = await startLocalCognito({ signingKeys, users: [{ username: 'alice', password: PASSWORD }] })
    expect((await respond(other, 'PASSWORD_VERIFIER', responses)).error).toBe(INCORRECT)
  })
})
