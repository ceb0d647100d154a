/**
 * `poolpass/srp`, amazon-cognito-identity-js and cognito-srp-helper on the same inputs. The peers run unchanged:
 * what they draw at random is fed to them through Web Crypto, the time through the clock.
 */

import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js'
import {
  createDeviceVerifier,
  createPasswordHash,
  createSrpSession,
  signSrpSession,
  signSrpSessionWithDevice,
} from 'cognito-srp-helper'
import { computeVerifier, deviceVerifierConfig, formatTimestamp, g, modPow, passwordProof } from 'poolpass/srp'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as oracle from '../packages/poolpass/test/srp/oracle.js'
import {
  clientPrivateBytes,
  device,
  deviceVector,
  rareShapes,
  salts,
  secretBlock,
  serverPrivateBytes,
  timestamp,
  timestampMs,
  titled,
  user,
  userVectors,
} from '../packages/poolpass/test/srp/vectors.js'
import { MemoryStorage } from './support/memory-storage.js'

interface Body {
  readonly AuthParameters?: Record<string, string>
  readonly ChallengeResponses?: Record<string, string>
  readonly DeviceSecretVerifierConfig?: Record<string, string>
}

const realRandom = globalThis.crypto.getRandomValues.bind(globalThis.crypto)

/** Both peers draw their random bytes as 32-bit integers, four big-endian bytes each. */
function feedRandom(bytes: Buffer): void {
  let offset = 0
  vi.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation(array => {
    if (!(array instanceof Uint32Array)) return realRandom(array)
    for (let i = 0; i < array.length; i++, offset = (offset + 4) % bytes.length) array[i] = bytes.readUInt32BE(offset)
    return array
  })
}

interface Challenge {
  readonly SALT: string
  readonly SRP_B: string
  readonly SECRET_BLOCK: string
}

/** A pool that gives these answers in turn, then refuses; returns what it is sent. */
function answerWith(...answers: Record<string, unknown>[]) {
  const sent: Body[] = []
  vi.stubGlobal('fetch', async (_url: unknown, init?: RequestInit) => {
    sent.push(JSON.parse(String(init?.body)) as Body)
    const answer = answers[sent.length - 1]
    return answer === undefined
      ? Response.json({ __type: 'NotAuthorizedException', message: 'Seen enough.' }, { status: 400 })
      : Response.json(answer)
  })
  return sent
}

const poolId = (group: string) => `us-east-1_${group}`

function identityJsUser(username: string, storage = new MemoryStorage()) {
  const Pool = new CognitoUserPool({ UserPoolId: poolId(user.group), ClientId: 'client', Storage: storage })
  return new CognitoUser({ Username: username, Pool, Storage: storage })
}

const signIn = (cognitoUser: CognitoUser, password: string) =>
  new Promise<unknown>(resolve =>
    cognitoUser.authenticateUser(
      new AuthenticationDetails({ Username: cognitoUser.getUsername(), Password: password }),
      {
        onSuccess: resolve,
        onFailure: resolve,
      },
    ),
  )

async function identityJsSignature(party: oracle.Party, challenge: Challenge) {
  const sent = answerWith({
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: { ...challenge, USERNAME: party.id, USER_ID_FOR_SRP: party.id },
  })
  await signIn(identityJsUser(party.id), party.password)
  const [initiate, respond] = sent
  return { SRP_A: initiate?.AuthParameters?.SRP_A, ...respond?.ChallengeResponses }
}

/** The device step of a user whose stored device is `party`. */
async function identityJsDeviceSignature(party: oracle.Party, challenge: Challenge) {
  const storage = new MemoryStorage()
  const prefix = `CognitoIdentityServiceProvider.client.${user.id}`
  storage.setItem(`${prefix}.deviceKey`, party.id)
  storage.setItem(`${prefix}.deviceGroupKey`, party.group)
  storage.setItem(`${prefix}.randomPasswordKey`, party.password)
  const passwordChallenge = { SALT: salts.L, SRP_B: '5', SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: user.id }
  const sent = answerWith(
    { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: passwordChallenge },
    { ChallengeName: 'DEVICE_SRP_AUTH', ChallengeParameters: {}, Session: 's'.repeat(20) },
    { ChallengeName: 'DEVICE_PASSWORD_VERIFIER', ChallengeParameters: { ...challenge, DEVICE_KEY: party.id } },
  )
  await signIn(identityJsUser(user.id, storage), user.password)
  return { SRP_A: sent[2]?.ChallengeResponses?.SRP_A, ...sent[3]?.ChallengeResponses }
}

/** The DeviceSecretVerifierConfig that a sign-in with a new device ends with, and the password it was made of. */
async function identityJsDeviceConfig(DeviceGroupKey: string, DeviceKey: string) {
  const storage = new MemoryStorage()
  const passwordChallenge = { SALT: salts.L, SRP_B: '5', SECRET_BLOCK: secretBlock, USER_ID_FOR_SRP: user.id }
  const token = `h.${Buffer.from('{"iat":1}').toString('base64url')}.s`
  const sent = answerWith(
    { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: passwordChallenge },
    {
      AuthenticationResult: {
        AccessToken: token,
        IdToken: token,
        RefreshToken: 'r',
        NewDeviceMetadata: { DeviceGroupKey, DeviceKey },
      },
    },
    { UserConfirmationNecessary: false },
  )
  await signIn(identityJsUser(user.id, storage), user.password)
  return {
    config: sent[2]?.DeviceSecretVerifierConfig,
    password: storage.getItem(`CognitoIdentityServiceProvider.client.${user.id}.randomPasswordKey`),
  }
}

function srpHelperSignature(party: oracle.Party, challenge: Challenge) {
  const passwordHash = createPasswordHash(party.id, party.password, poolId(party.group))
  const session = createSrpSession(party.id, passwordHash, poolId(party.group))
  const signed = signSrpSession(session, { ChallengeParameters: { ...challenge, USER_ID_FOR_SRP: party.id } })
  return { SRP_A: signed.largeA, TIMESTAMP: signed.timestamp, PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature }
}

function srpHelperDeviceSignature(party: oracle.Party, challenge: Challenge) {
  const session = createSrpSession(user.id, user.password, poolId(user.group), false)
  const response = { ChallengeParameters: { ...challenge, DEVICE_KEY: party.id } }
  const signed = signSrpSessionWithDevice(session, response, party.group, party.password)
  return { SRP_A: signed.largeA, TIMESTAMP: signed.timestamp, PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature }
}

async function poolpassSignature(party: oracle.Party, { SALT, SRP_B, SECRET_BLOCK }: Challenge, a: Buffer) {
  const privateKey = oracle.unsigned(a)
  const ephemeralKey = { privateKey, publicKey: modPow(g, privateKey) }
  const TIMESTAMP = formatTimestamp(Date.now())
  const PASSWORD_CLAIM_SIGNATURE = await passwordProof({
    identity: { group: party.group, id: party.id },
    password: party.password,
    ephemeralKey,
    serverPublicKey: SRP_B,
    salt: SALT,
    secretBlock: SECRET_BLOCK,
    timestamp: TIMESTAMP,
  })
  return { SRP_A: ephemeralKey.publicKey.toString(16), TIMESTAMP, PASSWORD_CLAIM_SIGNATURE }
}

/** The challenge that the oracle's server makes with b(i). */
function challengeFor(party: oracle.Party, SALT: string, i: number): Challenge {
  const v = oracle.verifierOf(oracle.privateExponent(party, BigInt(`0x${SALT}`)))
  const B = oracle.serverPublicKey(v, oracle.unsigned(serverPrivateBytes(i)))
  return { SALT, SRP_B: B.toString(16), SECRET_BLOCK: secretBlock }
}

/** All three must send the same three values; returns the signature. */
async function agreedSignature(party: oracle.Party, challenge: Challenge, i: number) {
  feedRandom(clientPrivateBytes(i))
  const ours = await poolpassSignature(party, challenge, clientPrivateBytes(i))
  expect(await identityJsSignature(party, challenge)).toMatchObject(ours)
  expect(srpHelperSignature(party, challenge)).toEqual(ours)
  return ours.PASSWORD_CLAIM_SIGNATURE
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: timestampMs })
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('poolpass, amazon-cognito-identity-js and cognito-srp-helper agree', () => {
  test.each(userVectors.map(titled))('user vector %s', async (_, { i, salt, signature }) => {
    expect(formatTimestamp(Date.now())).toBe(timestamp)
    expect(await agreedSignature(user, challengeFor(user, salts[salt], i), i)).toBe(signature)
  })

  test.each(rareShapes.map(titled))('rare shape %s', async (_, { i, salt }) => {
    await agreedSignature(user, challengeFor(user, salts[salt], i), i)
  })

  test.each([
    ['one digit', '7'],
    ['a leading zero byte', '008ce829a1d46217df38dc8a7fafbbe3fe'],
    ['leading zero digits', '000000cafe'],
    ['upper case, odd', 'CE829A1D46217DF38DC8A7FAFBBE3FE'],
    ['wider than a hash', 'f'.repeat(80)],
  ])('a salt of %s', async (_, salt) => {
    await agreedSignature(user, challengeFor(user, salt, 3), 3)
  })

  test.each([
    ['is not ASCII', { ...user, password: 'Пароль-密码-🔑' }],
    ['holds the separator', { ...user, password: 'a:b:c', id: 'x:y' }],
    ['gives an identity hash with a leading zero byte', { ...user, password: 'Passw0rd!2183' }],
  ])('a password that %s', async (_, party) => {
    await agreedSignature(party, challengeFor(party, salts.O, 4), 4)
  })

  test.each(['2024-02-29T23:59:59Z', '2026-12-31T00:00:00Z', '2027-01-01T09:05:07Z'])(
    'a signature at %s',
    async now => {
      vi.setSystemTime(new Date(now))
      await agreedSignature(user, challengeFor(user, salts.L, 6), 6)
    },
  )
})

describe('devices', () => {
  test('all three answer DEVICE_PASSWORD_VERIFIER alike, as the vector has it', async () => {
    const challenge = challengeFor(device, salts.L, 0)
    feedRandom(clientPrivateBytes(0))
    const ours = await poolpassSignature(device, challenge, clientPrivateBytes(0))
    expect(ours.PASSWORD_CLAIM_SIGNATURE).toBe(deviceVector.signature)
    expect(await identityJsDeviceSignature(device, challenge)).toMatchObject(ours)
    expect(srpHelperDeviceSignature(device, challenge)).toEqual(ours)
  })

  test.each([
    ['a high first bit', salts.L],
    ['an odd digit count', salts.O.padStart(32, '0')],
    ['a leading zero byte', `00${salts.L.slice(2)}`],
  ])('all three make the same verifier from a salt with %s', async (_, salt) => {
    const random = Buffer.concat([Buffer.alloc(40, 'device password'), Buffer.from(salt, 'hex')])

    feedRandom(random)
    const helper = createDeviceVerifier(device.id, device.group)

    // Its sign-in draws 128 bytes for SRP_A before those of the device.
    feedRandom(Buffer.concat([clientPrivateBytes(0), random]))
    const identityJs = await identityJsDeviceConfig(device.group, device.id)
    expect(identityJs.password).toBe(helper.DeviceRandomPassword)

    const integer = BigInt(`0x${salt}`)
    const verifier = await computeVerifier(device, helper.DeviceRandomPassword, integer)
    const ours = deviceVerifierConfig({ salt: integer, verifier })
    expect(helper.DeviceSecretVerifierConfig).toEqual(ours)
    expect(identityJs.config).toEqual(ours)
  })
})
