import {
  type AuthFlowType,
  type ChallengeNameType,
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { startLocalCognito } from '@poolpass/local'
import {
  createPasswordHash,
  createSecretHash,
  createSrpSession,
  signSrpSession,
  wrapAuthChallenge,
  wrapInitiateAuth,
} from 'cognito-srp-helper'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { totp } from '../packages/poolpass/test/session/support/totp.js'
import { type Cell, Matrix, titleOf } from '../packages/poolpass/test/sign-in/matrix/support/cells.js'
import {
  ANSWER,
  createPools,
  PASSWORD,
  type Pools,
  personWith,
} from '../packages/poolpass/test/sign-in/matrix/support/pools.js'

type Parameters = Record<string, string>

/** How the AWS SDK begins each flow: AuthFlow, and what it is told besides the name. SRP is cognito-srp-helper's. */
const BEGINNINGS: ReadonlyMap<string, readonly [AuthFlowType, Parameters]> = new Map([
  ['USER_SRP_AUTH', ['USER_SRP_AUTH', {}]],
  ['USER_PASSWORD_AUTH', ['USER_PASSWORD_AUTH', { PASSWORD }]],
  ['CUSTOM_AUTH', ['CUSTOM_AUTH', {}]],
  ['USER_AUTH PASSWORD', ['USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }]],
  ['USER_AUTH EMAIL_OTP', ['USER_AUTH', { PREFERRED_CHALLENGE: 'EMAIL_OTP' }]],
  ['USER_AUTH SMS_OTP', ['USER_AUTH', { PREFERRED_CHALLENGE: 'SMS_OTP' }]],
  ['USER_AUTH choice of EMAIL_OTP', ['USER_AUTH', {}]],
])

const matrix = new Matrix()
const cells = matrix
  .cells([...BEGINNINGS.keys()])
  .filter(cell => matrix.isConfirmed(cell))
  .filter(({ device, rotation, name }) => device === 'none' && rotation === 'off' && name === 'username')

let pools: Pools
let sdk: CognitoIdentityProviderClient

beforeAll(async () => {
  // The SDK's notice about Node versions.
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true')
  pools = await createPools(matrix.values, startLocalCognito)
  sdk = new CognitoIdentityProviderClient({ endpoint: pools.local.endpoint, region: pools.local.region })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  sdk.destroy()
  await pools.local.close()
})

const lastCode = () => pools.local.inbox.at(-1)?.code ?? ''

/** What a user answers; nothing where their choice is not among those that there are. */
function answerTo({ ChallengeName, AvailableChallenges }: InitiateAuthCommandOutput): Parameters | undefined {
  const answers: Record<string, () => Parameters> = {
    SMS_MFA: () => ({ SMS_MFA_CODE: lastCode() }),
    SMS_OTP: () => ({ SMS_OTP_CODE: lastCode() }),
    EMAIL_OTP: () => ({ EMAIL_OTP_CODE: lastCode() }),
    SOFTWARE_TOKEN_MFA: () => ({ SOFTWARE_TOKEN_MFA_CODE: totp(pools.clock.wallMs()) }),
    SELECT_MFA_TYPE: () => ({ ANSWER: 'SMS_MFA' }),
    SELECT_CHALLENGE: () => ({ ANSWER: 'EMAIL_OTP' }),
    CUSTOM_CHALLENGE: () => ({ ANSWER }),
  }
  if (ChallengeName === 'SELECT_CHALLENGE' && !AvailableChallenges?.includes('EMAIL_OTP')) return undefined
  return answers[ChallengeName ?? '']?.()
}

function stepOf({ ChallengeName, AvailableChallenges = [] }: InitiateAuthCommandOutput): string {
  if (ChallengeName !== 'SELECT_CHALLENGE') return ChallengeName ?? 'tokens'
  return `${ChallengeName} (${[...AvailableChallenges].sort().join(', ')})`
}

/** Signs in as an app would that talks to the SDK, and tells what it met. */
async function signIn(cell: Cell) {
  const { userPoolId, clientId: ClientId, clientSecret } = pools.config(cell)
  const { username: USERNAME } = personWith(cell.MFA)
  const named = {
    USERNAME,
    ...(clientSecret !== undefined && { SECRET_HASH: createSecretHash(USERNAME, ClientId, clientSecret) }),
  }
  const [AuthFlow, own] = BEGINNINGS.get(cell.flow) ?? expect.fail(cell.flow)
  const srp = createSrpSession(USERNAME, createPasswordHash(USERNAME, PASSWORD, userPoolId), userPoolId)
  const start = { ClientId, AuthFlow, AuthParameters: { ...named, ...own } }
  let last: InitiateAuthCommandOutput = await sdk.send(
    new InitiateAuthCommand(AuthFlow === 'USER_SRP_AUTH' ? wrapInitiateAuth(srp, start) : start),
  )
  const steps = [stepOf(last)]
  while (last.ChallengeName !== undefined) {
    const { ChallengeParameters = {}, Session } = last
    const ChallengeName: ChallengeNameType = last.ChallengeName
    const isProof = ChallengeName === 'PASSWORD_VERIFIER'
    const answer = isProof ? {} : answerTo(last)
    if (answer === undefined) return { story: [...steps, 'no tokens'].join(' > ') }
    const input = { ClientId, ChallengeName, Session, ChallengeResponses: { ...named, ...answer } }
    const signed = isProof ? wrapAuthChallenge(signSrpSession(srp, { ChallengeParameters }), input) : input
    last = await sdk.send(new RespondToAuthChallengeCommand(signed))
    steps.push(stepOf(last))
  }
  return { story: steps.join(' > '), tokens: last.AuthenticationResult }
}

describe('the AWS SDK meets what the document says', () => {
  test('in as many cells as can be asked of it', () => {
    console.info(`${cells.length} cells of the sign-in matrix run on the AWS SDK`)
    expect(cells.length).toBeGreaterThan(50)
  })

  test.each(cells.map(cell => [titleOf(cell), cell] as const))('%s', async (_, cell) => {
    // A code is good for one sign-in; but the SRP of others goes by this machine's clock, five minutes at most.
    if (cell.MFA === 'TOTP') pools.clock.advance({ seconds: 31 })
    const expected = matrix.expected(cell)
    const { story, tokens } = await signIn(cell)
    expect(story).toBe(expected.challenges)
    if (tokens === undefined) return
    const { clientId: ClientId, clientSecret: ClientSecret } = pools.config(cell)
    const renewal = { ClientId, ClientSecret, RefreshToken: tokens.RefreshToken }
    const { AuthenticationResult } = await sdk.send(new GetTokensFromRefreshTokenCommand(renewal))
    expect(AuthenticationResult?.AccessToken).not.toBe(tokens.AccessToken)
    expect(AuthenticationResult?.RefreshToken).toBeUndefined()
  })
})
