import {
  type AuthenticationResultType,
  type AuthFlowType,
  type ChallengeNameType,
  CognitoIdentityProviderClient,
  ConfirmDeviceCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { startLocalCognito } from '@poolpass/local'
import {
  createDeviceVerifier,
  createPasswordHash,
  createSecretHash,
  createSrpSession,
  signSrpSession,
  signSrpSessionWithDevice,
  wrapAuthChallenge,
  wrapInitiateAuth,
} from 'cognito-srp-helper'
import { decodeJwt } from 'jose'
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
type SrpSession = ReturnType<typeof createSrpSession>

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
/**
 * Not every combination, since proofs take this client a second: where there are devices, tokens rotate with a client
 * secret and do not without; and aliases are typed at a client with a secret, which is where they matter.
 */
const cells = matrix
  .cells([...BEGINNINGS.keys()])
  .filter(cell => matrix.isConfirmed(cell))
  .filter(({ client, device, rotation, name }) => {
    if (name !== 'username') return client === 'secret' && device === 'none' && rotation === 'off'
    return device === 'none' || (client === 'secret') === (rotation === 'on')
  })

interface Device {
  readonly key: string
  readonly group: string
  readonly password: string
}
/** By pool and user. */
const rememberedDevices = new Map<string, Device>()

let pools: Pools
let sdk: CognitoIdentityProviderClient

beforeAll(async () => {
  // The SDK's notice about Node versions.
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true')
  pools = await createPools(matrix.values, startLocalCognito)
  sdk = new CognitoIdentityProviderClient({ endpoint: pools.local.endpoint, region: pools.local.region })
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterAll(async () => {
  vi.useRealTimers()
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

/** What may be typed for the name. */
function typedName({ MFA, name }: Cell): string {
  const { username, email, phone } = personWith(MFA)
  return { username, 'e-mail': email, phone }[name] ?? expect.fail(name)
}

/** What is sent besides the name: a proof, by cognito-srp-helper, or what a user answers. */
function responsesTo(
  ChallengeName: ChallengeNameType,
  last: InitiateAuthCommandOutput,
  srp: () => SrpSession,
  device: Device | undefined,
): ((named: Parameters) => Parameters) | undefined {
  const { ChallengeParameters = {} } = last
  const signedBy = (signed: ReturnType<typeof signSrpSession>) => (ChallengeResponses: Parameters) =>
    wrapAuthChallenge(signed, { ClientId: undefined, ChallengeName, ChallengeResponses }).ChallengeResponses
  if (ChallengeName === 'PASSWORD_VERIFIER') return signedBy(signSrpSession(srp(), { ChallengeParameters }))
  if (ChallengeName === 'DEVICE_SRP_AUTH') return named => ({ ...named, SRP_A: srp().largeA })
  if (ChallengeName === 'DEVICE_PASSWORD_VERIFIER') {
    const { group, password } = device ?? expect.fail('there is no device')
    return signedBy(signSrpSessionWithDevice(srp(), { ChallengeParameters }, group, password))
  }
  const answer = answerTo(last)
  return answer && (named => ({ ...named, ...answer }))
}

/** Signs in as an app would that talks to the SDK, and tells what it met. */
async function signIn(cell: Cell, device?: Device) {
  // A code is good for one sign-in.
  if (cell.MFA.includes('TOTP')) pools.clock.advance({ seconds: 31 })
  vi.setSystemTime(pools.clock.wallMs())
  const { userPoolId, clientId: ClientId, clientSecret } = pools.config(cell)
  const { username } = personWith(cell.MFA)
  const USERNAME = typedName(cell)
  const named = {
    USERNAME,
    ...(clientSecret !== undefined && { SECRET_HASH: createSecretHash(USERNAME, ClientId, clientSecret) }),
    ...(device && { DEVICE_KEY: device.key }),
  }
  const [AuthFlow, own] = BEGINNINGS.get(cell.flow) ?? expect.fail(cell.flow)
  let session: SrpSession | undefined
  // Slow, and not for every flow.
  const srp = () => {
    session ??= createSrpSession(username, createPasswordHash(username, PASSWORD, userPoolId), userPoolId)
    return session
  }
  const start = { ClientId, AuthFlow, AuthParameters: { ...named, ...own } }
  let last: InitiateAuthCommandOutput = await sdk.send(
    new InitiateAuthCommand(AuthFlow === 'USER_SRP_AUTH' ? wrapInitiateAuth(srp(), start) : start),
  )
  const steps = [stepOf(last)]
  while (last.ChallengeName !== undefined) {
    const { Session } = last
    const ChallengeName: ChallengeNameType = last.ChallengeName
    const respond = responsesTo(ChallengeName, last, srp, device)
    if (respond === undefined) return { story: [...steps, 'no tokens'].join(' > ') }
    const input = { ClientId, ChallengeName, Session, ChallengeResponses: respond(named) }
    last = await sdk.send(new RespondToAuthChallengeCommand(input))
    steps.push(stepOf(last))
  }
  return { story: steps.join(' > '), tokens: last.AuthenticationResult ?? expect.fail('no tokens') }
}

/** Confirms the device that came with the tokens. */
async function confirmDevice({ AccessToken, NewDeviceMetadata }: AuthenticationResultType): Promise<Device> {
  const { DeviceKey: key = '', DeviceGroupKey: group = '' } = NewDeviceMetadata ?? expect.fail('no device')
  const { DeviceRandomPassword: password, DeviceSecretVerifierConfig } = createDeviceVerifier(key, group)
  await sdk.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey: key, DeviceSecretVerifierConfig }))
  return { key, group, password }
}

async function rememberedDevice(cell: Cell): Promise<Device> {
  const name = `${cell.device} ${cell.MFA}`
  const first = { ...cell, flow: 'USER_SRP_AUTH', client: 'no secret', rotation: 'off' }
  const known = rememberedDevices.get(name)
  if (known) return known
  const { tokens } = await signIn(first)
  const made = await confirmDevice(tokens ?? expect.fail('no tokens'))
  rememberedDevices.set(name, made)
  return made
}

/** Renews once, and once more by the refresh token before. Says which tokens came of each, in the document's words. */
async function renewals(cell: Cell, RefreshToken: string | undefined, DeviceKey: string | undefined) {
  const { clientId: ClientId, clientSecret: ClientSecret } = pools.config(cell)
  const renew = async () => {
    const input = { ClientId, ClientSecret, RefreshToken, DeviceKey }
    const { AuthenticationResult } = await sdk.send(new GetTokensFromRefreshTokenCommand(input))
    return AuthenticationResult?.RefreshToken ? 'new tokens, new refresh token' : 'new tokens'
  }
  const renewal = await renew()
  const before = await renew().catch((error: Error) => error.name)
  return { renewal, 'the refresh token before': before }
}

describe('the AWS SDK, with the proofs of cognito-srp-helper, meets what the document says', () => {
  test('in confirmed cells of every flow that it can begin, with every factor, client, device, rotation and name', () => {
    console.info(`${cells.length} cells of the sign-in matrix run on the AWS SDK`)
    expect(new Set(cells.map(({ flow }) => flow))).toEqual(new Set(BEGINNINGS.keys()))
    for (const [dimension, values] of matrix.values) {
      if (dimension === 'flow') continue
      expect(new Set(cells.map(cell => cell[dimension as keyof Cell]))).toEqual(new Set(values))
    }
  })

  test.each(cells.map(cell => [titleOf(cell), cell] as const))('%s', async (_, cell) => {
    const remembered = cell.device.startsWith('remembered') ? await rememberedDevice(cell) : undefined
    const expected = matrix.expected(cell)
    const { story, tokens } = await signIn(cell, remembered)
    expect(story).toBe(expected.challenges)
    if (tokens === undefined) return
    const { AccessToken = '', RefreshToken, NewDeviceMetadata } = tokens
    expect(decodeJwt(AccessToken).username).toBe(personWith(cell.MFA).username)
    expect(NewDeviceMetadata !== undefined).toBe(expected['new device'] === 'given and confirmed')
    const device = NewDeviceMetadata ? await confirmDevice(tokens) : remembered
    expect(decodeJwt(AccessToken).device_key).toBe(device?.key)
    const { renewal, 'the refresh token before': before } = expected
    expect(await renewals(cell, RefreshToken, device?.key)).toEqual({ renewal, 'the refresh token before': before })
  })
})
