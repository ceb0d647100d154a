import {
  signIn as amplifySignIn,
  signOut as amplifySignOut,
  confirmSignIn,
  fetchDevices,
  forgetDevice,
  rememberDevice,
} from '@aws-amplify/auth'
import type { LocalCognito, PoolSettings } from '@poolpass/local'
import type { CognitoUser, CognitoUserSession } from 'amazon-cognito-identity-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { configureAmplify, doneStep, sessionTokens } from './support/amplify.js'
import { otherCode, sentCode } from './support/codes.js'
import {
  answerOf,
  authenticate,
  outcomeOf,
  resultOf,
  sessionIn,
  signIn,
  signOut,
  tokensOf,
  userNamed,
} from './support/identity-js.js'
import { MemoryStorage } from './support/memory-storage.js'
import { alice, call, failureOf, startPool, steps, verifiedClaims } from './support/pool.js'

const { username, password } = alice
const WRONG_CODE = { name: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' }
const REFUSED = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
/** What a sign-in is made of. */
const NEW_DEVICE = ['USER_SRP_AUTH', 'PASSWORD_VERIFIER', 'SMS_MFA', 'ConfirmDevice']
const KNOWN_DEVICE = ['USER_SRP_AUTH', 'PASSWORD_VERIFIER', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER']
const DEVICE_AFTER_CODE = [
  ...KNOWN_DEVICE.slice(0, 2),
  'SMS_MFA CodeMismatchException',
  'SMS_MFA',
  ...KNOWN_DEVICE.slice(2),
]
const FORGOTTEN_DEVICE = ['USER_SRP_AUTH', 'PASSWORD_VERIFIER ResourceNotFoundException', ...NEW_DEVICE.slice(1)]

let pool: LocalCognito

type DeviceConfiguration = NonNullable<PoolSettings['DeviceConfiguration']>
const REPLACES_MFA = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false }
const WITH_CONSENT = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true }
const BESIDE_MFA = { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false }

const start = async (devices: DeviceConfiguration) => {
  pool = await startPool({
    pool: { MfaConfiguration: 'OPTIONAL', DeviceConfiguration: devices },
    mfa: { SmsMfaConfiguration: { SmsConfiguration: {} } },
    users: [{ ...alice, attributes: { phone_number: '+4930901820' }, mfa: ['SMS_MFA'] }],
  })
}

/** Where both clients keep what they know of their device. */
const itemOf = (name: 'deviceKey' | 'randomPasswordKey') =>
  `CognitoIdentityServiceProvider.${pool.clientId}.${username}.${name}`
const tampered = (secret: string) => (secret.startsWith('A') ? 'B' : 'A') + secret.slice(1)

const sendCode = (user: CognitoUser, code: string) => outcomeOf(callbacks => user.sendMFACode(code, callbacks))

/** Signs in by the password and the code that the pool sends for it. */
async function signInByCode(user: CognitoUser) {
  expect(await authenticate(user, password)).toMatchObject({ challenge: 'SMS_MFA' })
  return sendCode(user, await sentCode(pool))
}

const forgetAtPool = (DeviceKey: string) =>
  call(pool, 'AdminForgetDevice', { UserPoolId: pool.userPoolId, Username: username, DeviceKey })

describe('amazon-cognito-identity-js', () => {
  afterEach(() => pool.close())

  const browser = () => {
    const storage = new MemoryStorage()
    const item = (name: Parameters<typeof itemOf>[0]) => storage.getItem(itemOf(name)) ?? expect.fail(`no ${name}`)
    return { storage, item, visit: () => userNamed(pool, username, storage) }
  }
  const refresh = (user: CognitoUser, session: CognitoUserSession) =>
    answerOf<CognitoUserSession>(callback => user.refreshSession(session.getRefreshToken(), callback))

  test('remembers its device with the user’s consent, and signs in with it instead of a code', async () => {
    await start(WITH_CONSENT)
    const { item, visit } = browser()
    const first = visit()
    await authenticate(first, password)
    const code = await sentCode(pool)
    expect(await failureOf(sendCode(first, otherCode(code)))).toMatchObject(WRONG_CODE)
    expect(await sendCode(first, code)).toMatchObject({ session: {}, isUserAsked: true })
    expect(await resultOf(callbacks => first.setDeviceStatusRemembered(callbacks))).toBe('SUCCESS')
    await signOut(first)

    const from = pool.requests.length
    const second = visit()
    const session = await signIn(second, password)
    expect(steps(pool, from)).toEqual(KNOWN_DEVICE)
    expect(pool.inbox).toHaveLength(1)
    const { access } = await verifiedClaims(pool, tokensOf(session))
    expect(access.device_key).toBe(item('deviceKey'))
    await verifiedClaims(pool, tokensOf(await refresh(second, session)))
    const list = await resultOf<{ Devices: object[] }>(callbacks => second.listDevices(10, null, callbacks))
    expect(list.Devices).toMatchObject([{ DeviceKey: item('deviceKey') }])
  })

  test('names its device where the password is sent, too', async () => {
    await start(REPLACES_MFA)
    const { visit } = browser()
    expect(await signInByCode(visit())).toMatchObject({ session: {}, isUserAsked: undefined })
    const from = pool.requests.length
    const user = visit()
    user.setAuthenticationFlowType('USER_PASSWORD_AUTH')
    await verifiedClaims(pool, tokensOf(await signIn(user, password)))
    expect(steps(pool, from)).toEqual(['USER_PASSWORD_AUTH', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'])
  })

  test('proves its device after the code where that stays due', async () => {
    await start(BESIDE_MFA)
    const { visit } = browser()
    await signInByCode(visit())
    const from = pool.requests.length
    const user = visit()
    await authenticate(user, password)
    const code = await sentCode(pool)
    expect(await failureOf(sendCode(user, otherCode(code)))).toMatchObject(WRONG_CODE)
    await verifiedClaims(pool, tokensOf(sessionIn(await sendCode(user, code))))
    expect(steps(pool, from)).toEqual(DEVICE_AFTER_CODE)
  })

  test('is refused with another secret than its device’s', async () => {
    await start(REPLACES_MFA)
    const { storage, item, visit } = browser()
    await signInByCode(visit())
    const secret = item('randomPasswordKey')
    storage.setItem(itemOf('randomPasswordKey'), tampered(secret))
    const from = pool.requests.length
    expect(await failureOf(authenticate(visit(), password))).toMatchObject(REFUSED)
    expect(steps(pool, from).at(-1)).toBe('DEVICE_PASSWORD_VERIFIER NotAuthorizedException')
    storage.setItem(itemOf('randomPasswordKey'), secret)
    await verifiedClaims(pool, tokensOf(await signIn(visit(), password)))
  })

  test('signs in without its device when the pool has forgotten it, and gets another', async () => {
    await start(REPLACES_MFA)
    const { item, visit } = browser()
    await signInByCode(visit())
    const forgotten = item('deviceKey')
    await forgetAtPool(forgotten)

    const from = pool.requests.length
    await verifiedClaims(pool, tokensOf(sessionIn(await signInByCode(visit()))))
    expect(steps(pool, from)).toEqual(FORGOTTEN_DEVICE)
    expect(item('deviceKey')).not.toBe(forgotten)
    await signIn(visit(), password)
    expect(steps(pool, from)).toEqual([...FORGOTTEN_DEVICE, ...KNOWN_DEVICE])
  })

  test('forgets its device', async () => {
    await start(REPLACES_MFA)
    const { storage, visit } = browser()
    const user = visit()
    await signInByCode(user)
    await resultOf(callbacks => user.forgetDevice(callbacks))
    expect(storage.getItem(itemOf('deviceKey'))).toBeNull()
    const from = pool.requests.length
    await signInByCode(visit())
    expect(steps(pool, from)).toEqual(NEW_DEVICE)
  })
})

describe('aws-amplify', () => {
  // It names its devices after the browser. Without this, as in Node 20, it confirms none of them.
  beforeEach(() => void vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0' }))
  afterEach(async () => {
    vi.unstubAllGlobals()
    await amplifySignOut()
    await pool.close()
  })

  const startAmplify = async (devices: DeviceConfiguration) => {
    await start(devices)
    const storage = configureAmplify(pool)
    const item = async (name: Parameters<typeof itemOf>[0]) =>
      (await storage.getItem(itemOf(name))) ?? expect.fail(`no ${name}`)
    return { storage, item }
  }
  const confirm = (challengeResponse: string) => confirmSignIn({ challengeResponse })
  const codeStep = { isSignedIn: false, nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE' } }
  const amplifySignInByCode = async () => {
    expect(await amplifySignIn({ username, password })).toMatchObject(codeStep)
    expect(await confirm(await sentCode(pool))).toEqual(doneStep)
  }

  test('remembers its device with the user’s consent, and signs in with it instead of a code', async () => {
    const { item } = await startAmplify(WITH_CONSENT)
    expect(await amplifySignIn({ username, password })).toMatchObject(codeStep)
    const code = await sentCode(pool)
    expect(await failureOf(confirm(otherCode(code)))).toMatchObject(WRONG_CODE)
    expect(await confirm(code)).toEqual(doneStep)
    await rememberDevice()
    await amplifySignOut()

    const from = pool.requests.length
    expect(await amplifySignIn({ username, password })).toEqual(doneStep)
    expect(steps(pool, from)).toEqual(KNOWN_DEVICE)
    expect(pool.inbox).toHaveLength(1)
    const { access } = await verifiedClaims(pool, await sessionTokens())
    expect(access.device_key).toBe(await item('deviceKey'))
    await verifiedClaims(pool, await sessionTokens({ forceRefresh: true }))
    expect(await fetchDevices()).toMatchObject([{ id: await item('deviceKey'), name: 'Mozilla/5.0' }])
  })

  test('names its device where the password is sent, too', async () => {
    await startAmplify(REPLACES_MFA)
    await amplifySignInByCode()
    await amplifySignOut()
    const from = pool.requests.length
    const options = { authFlowType: 'USER_PASSWORD_AUTH' } as const
    expect(await amplifySignIn({ username, password, options })).toEqual(doneStep)
    expect(steps(pool, from)).toEqual(['USER_PASSWORD_AUTH', 'DEVICE_SRP_AUTH', 'DEVICE_PASSWORD_VERIFIER'])
    await verifiedClaims(pool, await sessionTokens())
  })

  test('proves its device after the code where that stays due', async () => {
    await startAmplify(BESIDE_MFA)
    await amplifySignInByCode()
    await amplifySignOut()
    const from = pool.requests.length
    expect(await amplifySignIn({ username, password })).toMatchObject(codeStep)
    const code = await sentCode(pool)
    expect(await failureOf(confirm(otherCode(code)))).toMatchObject(WRONG_CODE)
    expect(await confirm(code)).toEqual(doneStep)
    expect(steps(pool, from)).toEqual(DEVICE_AFTER_CODE)
    await verifiedClaims(pool, await sessionTokens())
  })

  test('is refused with another secret than its device’s', async () => {
    const { storage, item } = await startAmplify(REPLACES_MFA)
    await amplifySignInByCode()
    await amplifySignOut()
    const secret = await item('randomPasswordKey')
    await storage.setItem(itemOf('randomPasswordKey'), tampered(secret))
    const from = pool.requests.length
    expect(await failureOf(amplifySignIn({ username, password }))).toMatchObject(REFUSED)
    expect(steps(pool, from).at(-1)).toBe('DEVICE_PASSWORD_VERIFIER NotAuthorizedException')
    await storage.setItem(itemOf('randomPasswordKey'), secret)
    expect(await amplifySignIn({ username, password })).toEqual(doneStep)
    await verifiedClaims(pool, await sessionTokens())
  })

  test('signs in without its device when the pool has forgotten it, and gets another', async () => {
    const { item } = await startAmplify(REPLACES_MFA)
    await amplifySignInByCode()
    await amplifySignOut()
    const forgotten = await item('deviceKey')
    await forgetAtPool(forgotten)

    const from = pool.requests.length
    await amplifySignInByCode()
    expect(steps(pool, from)).toEqual(FORGOTTEN_DEVICE)
    await verifiedClaims(pool, await sessionTokens())
    expect(await item('deviceKey')).not.toBe(forgotten)
    await amplifySignOut()
    expect(await amplifySignIn({ username, password })).toEqual(doneStep)
  })

  test('forgets its device', async () => {
    const { storage } = await startAmplify(REPLACES_MFA)
    await amplifySignInByCode()
    await forgetDevice()
    expect(await storage.getItem(itemOf('deviceKey'))).toBeNull()
    await amplifySignOut()
    const from = pool.requests.length
    await amplifySignInByCode()
    expect(steps(pool, from)).toEqual(NEW_DEVICE)
  })
})
