import { isPoolpassError } from 'poolpass'
import { createAppClient, signInWithSrp } from 'poolpass/sign-in'
import { N } from 'poolpass/srp'
import { describe, expect, test } from 'vitest'
import { challengeNext } from '../session/support/wire.js'
import { ALICE, failure, startWorld } from '../session/support/world.js'

const hex = (value: bigint) => value.toString(16)
const PARAMETERS = {
  SALT: 'abcdef0123456789',
  SECRET_BLOCK: Buffer.from('a secret block').toString('base64'),
  SRP_B: hex(N - 5n),
  USERNAME: 'alice',
  USER_ID_FOR_SRP: 'alice',
}

async function signInAt(prepare: (world: Awaited<ReturnType<typeof startWorld>>) => void) {
  const world = await startWorld()
  prepare(world)
  const error = await failure(signInWithSrp(createAppClient(world.config), ALICE))
  return { error, local: world.local }
}

describe('a pool that sends what it should not', () => {
  test.each([
    ['SRP_B = 0', { SRP_B: '0' }],
    ['SRP_B = N', { SRP_B: hex(N) }],
    ['SRP_B = 2N', { SRP_B: hex(2n * N) }],
    ['an empty SRP_B', { SRP_B: '' }],
    ['an SRP_B that is no hex', { SRP_B: 'not hex' }],
    ['a huge SRP_B', { SRP_B: 'f'.repeat(20_000) }],
    ['no SRP_B', { SRP_B: undefined }],
    ['no SALT', { SALT: undefined }],
    ['a SALT that is no hex', { SALT: 'zz' }],
    ['no SECRET_BLOCK', { SECRET_BLOCK: undefined }],
    ['a SECRET_BLOCK that is no base64', { SECRET_BLOCK: '***' }],
    ['an SRP_B that is a number', { SRP_B: 5 }],
    ['a SALT that is a number', { SALT: 5 }],
    ['a USERNAME that is a number', { USERNAME: 5, USER_ID_FOR_SRP: 5, SRP_B: '0' }],
  ])('R18 gets no proof: %s', async (_, wrong) => {
    const { error, local } = await signInAt(({ local }) =>
      challengeNext(local, 'PASSWORD_VERIFIER', { ...PARAMETERS, ...wrong } as never, 'InitiateAuth'),
    )
    expect(isPoolpassError(error)).toBe(true)
    expect(local.counts.of('RespondToAuthChallenge')).toBe(0)
  })

  test('R18 a proof for a verifier that is not the user’s is refused by the real pool', async () => {
    const { error, local } = await signInAt(({ local }) =>
      challengeNext(local, 'PASSWORD_VERIFIER', PARAMETERS, 'InitiateAuth'),
    )
    expect(error).toMatchObject({ code: 'ERR_POOLPASS_WRONG_CREDENTIALS' })
    expect(local.counts.of('RespondToAuthChallenge')).toBe(1)
  })

  test.each([
    ['an empty object', '{}'],
    ['an empty AuthenticationResult', '{"AuthenticationResult":{}}'],
    ['an AuthenticationResult that is null', '{"AuthenticationResult":null}'],
    ['an AuthenticationResult that is a string', '{"AuthenticationResult":"tokens"}'],
    ['a number for a token', '{"AuthenticationResult":{"AccessToken":7}}'],
    ['tokens that are no JWT', '{"AuthenticationResult":{"AccessToken":"abc","IdToken":"def"}}'],
    ['a JWT of something else than an object', '{"AuthenticationResult":{"AccessToken":"e30.bnVsbA.x"}}'],
    ['a ChallengeName that is a number', '{"ChallengeName":7}'],
    ['a ChallengeName that is empty', '{"ChallengeName":""}'],
    ['ChallengeParameters that are null', '{"ChallengeName":"PASSWORD_VERIFIER","ChallengeParameters":null}'],
    ['ChallengeParameters that are a string', '{"ChallengeName":"PASSWORD_VERIFIER","ChallengeParameters":"x"}'],
  ])('R18 gives no tokens: %s', async (_, body) => {
    for (const operation of ['InitiateAuth', 'RespondToAuthChallenge']) {
      const { error } = await signInAt(({ local }) => local.failNext({ operation, body }))
      expect(isPoolpassError(error)).toBe(true)
    }
  })

  test('R18 PASSWORD_VERIFIER again and again ends', async () => {
    const world = await startWorld()
    const body = JSON.stringify({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: PARAMETERS })
    world.local.failNext({ operation: 'InitiateAuth', body })
    world.local.failNext({ operation: 'RespondToAuthChallenge', times: 50, body })
    await failure(world.settle(signInWithSrp(createAppClient(world.config), ALICE)))
    expect(world.local.counts.of('RespondToAuthChallenge')).toBeLessThan(20)
  })
})
