import {
  signIn as amplifySignIn,
  signOut as amplifySignOut,
  confirmSignIn,
  fetchMFAPreference,
  type SignInOutput,
  setUpTOTP,
  updateMFAPreference,
  verifyTOTPSetup,
} from '@aws-amplify/auth'
import type { LocalCognito, MfaSettings } from '@poolpass/local'
import type { CognitoUser } from 'amazon-cognito-identity-js'
import { URI } from 'otpauth'
import { afterEach, describe, expect, test } from 'vitest'
import { configureAmplify, doneStep, sessionTokens } from './support/amplify.js'
import { authenticator, otherCode, sentCode } from './support/codes.js'
import {
  answerOf,
  authenticate,
  outcomeOf,
  sessionIn,
  signIn,
  signOut,
  tokensOf,
  userNamed,
} from './support/identity-js.js'
import { alice, failureOf, startPool, verifiedClaims } from './support/pool.js'

const { password } = alice
const sam = { username: 'sam', password, attributes: { phone_number: '+4930901820' }, mfa: ['SMS_MFA'] } as const
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
/** Has two second factors and prefers none. */
const tess = { ...sam, username: 'tess', softwareToken: SECRET, mfa: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] } as const
const eve = { ...alice, username: 'eve', attributes: { email: 'eve@example.com' }, mfa: ['EMAIL_OTP'] } as const

const TOTP: MfaSettings = { SoftwareTokenMfaConfiguration: { Enabled: true } }
const EMAIL: MfaSettings = { EmailMfaConfiguration: {} }
const EVERY_FACTOR: MfaSettings = { ...TOTP, ...EMAIL, SmsMfaConfiguration: { SmsConfiguration: {} } }

const WRONG_CODE = { name: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' }
const WRONG_TOTP = { name: 'CodeMismatchException', message: 'Invalid code received for user' }
const USED_TOTP = { name: 'ExpiredCodeException', message: 'Your software token has already been used once.' }
const WRONG_SETUP_CODE = {
  name: 'EnableSoftwareTokenMFAException',
  message: 'Code mismatch and fail enable Software Token MFA',
}
const NEXT_CODE = { seconds: 30 }

let pool: LocalCognito

const startOptional = async () => {
  pool = await startPool({
    pool: { MfaConfiguration: 'OPTIONAL' },
    mfa: EVERY_FACTOR,
    users: [alice, sam, tess, eve],
  })
}
/** A pool that demands what nobody has set up. */
const startDemanding = async (mfa: MfaSettings) => {
  pool = await startPool({ pool: { MfaConfiguration: 'ON' }, mfa, users: [{ username: alice.username, password }] })
}

describe('amazon-cognito-identity-js', () => {
  afterEach(() => pool.close())

  const sendCode = (user: CognitoUser, code: string, type?: string) =>
    outcomeOf(callbacks => user.sendMFACode(code, callbacks, type))
  const sendTotp = (user: CognitoUser, code: string) => sendCode(user, code, 'SOFTWARE_TOKEN_MFA')
  const choose = (user: CognitoUser, answer: string) =>
    outcomeOf(callbacks => user.sendMFASelectionAnswer(answer, callbacks))
  const associate = (user: CognitoUser) =>
    new Promise<string>((associateSecretCode, onFailure) =>
      user.associateSoftwareToken({ associateSecretCode, onFailure }),
    )
  const verify = (user: CognitoUser, code: string) =>
    outcomeOf(callbacks => user.verifySoftwareToken(code, 'telephone', callbacks))

  test('sets up an authenticator app, and signs in with it', async () => {
    await startOptional()
    const user = userNamed(pool, alice.username)
    await signIn(user, password)
    const app = authenticator(pool, await associate(user))
    expect(await failureOf(verify(user, app.wrongCode()))).toMatchObject(WRONG_SETUP_CODE)
    expect(await verify(user, app.code())).toEqual({ session: { Status: 'SUCCESS' } })
    const preferred = { Enabled: true, PreferredMfa: true }
    await answerOf(callback => user.setUserMfaPreference(null, preferred, callback))
    await signOut(user)

    pool.clock.advance(NEXT_CODE)
    const parameters = { FRIENDLY_DEVICE_NAME: 'telephone' }
    const asked = { challenge: 'SOFTWARE_TOKEN_MFA', parameters: expect.objectContaining(parameters) }
    expect(await authenticate(user, password)).toEqual(asked)
    expect(await failureOf(sendTotp(user, app.wrongCode()))).toMatchObject(WRONG_TOTP)
    const code = app.code()
    await verifiedClaims(pool, tokensOf(sessionIn(await sendTotp(user, code))))

    const again = userNamed(pool, alice.username)
    expect(await authenticate(again, password)).toEqual(asked)
    expect(await failureOf(sendTotp(again, code))).toMatchObject(USED_TOTP)
  })

  test('sets up an authenticator app in the middle of a sign-in', async () => {
    await startDemanding(TOTP)
    const user = userNamed(pool, alice.username)
    expect(await authenticate(user, password)).toMatchObject({
      challenge: 'MFA_SETUP',
      parameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    })
    const app = authenticator(pool, await associate(user))
    expect(await failureOf(verify(user, app.wrongCode()))).toMatchObject(WRONG_SETUP_CODE)
    await verifiedClaims(pool, tokensOf(sessionIn(await verify(user, app.code()))))
    expect(pool.counts.of('InitiateAuth')).toBe(1)
    expect(await authenticate(userNamed(pool, alice.username), password)).toMatchObject({
      challenge: 'SOFTWARE_TOKEN_MFA',
    })
  })

  test('signs in with a code by SMS', async () => {
    await startOptional()
    const user = userNamed(pool, sam.username)
    expect(await authenticate(user, password)).toMatchObject({
      challenge: 'SMS_MFA',
      parameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
        CODE_DELIVERY_DESTINATION: expect.stringMatching(/\*+1820$/),
      },
    })
    const code = await sentCode(pool)
    expect(await failureOf(sendCode(user, otherCode(code)))).toMatchObject(WRONG_CODE)
    const { access } = await verifiedClaims(pool, tokensOf(sessionIn(await sendCode(user, code))))
    expect(access.username).toBe(sam.username)
    expect(pool.inbox).toMatchObject([{ to: '+4930901820', medium: 'SMS', kind: 'SMS_MFA', username: sam.username }])
  })

  test('chooses between two factors', async () => {
    await startOptional()
    const app = authenticator(pool, SECRET)
    const user = userNamed(pool, tess.username)
    const asked = {
      challenge: 'SELECT_MFA_TYPE',
      parameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' },
    }
    expect(await authenticate(user, password)).toMatchObject(asked)
    expect(await failureOf(choose(user, 'EMAIL_OTP'))).toMatchObject({ name: 'InvalidParameterException' })
    expect(await choose(user, 'SOFTWARE_TOKEN_MFA')).toMatchObject({ challenge: 'SOFTWARE_TOKEN_MFA' })
    expect(await failureOf(sendTotp(user, app.wrongCode()))).toMatchObject(WRONG_TOTP)
    await verifiedClaims(pool, tokensOf(sessionIn(await sendTotp(user, app.code()))))
    expect(pool.inbox).toEqual([])

    expect(await authenticate(user, password)).toMatchObject(asked)
    expect(await choose(user, 'SMS_MFA')).toMatchObject({ challenge: 'SMS_MFA' })
    await verifiedClaims(pool, tokensOf(sessionIn(await sendCode(user, await sentCode(pool)))))
  })
})

describe('aws-amplify', () => {
  afterEach(async () => {
    await amplifySignOut()
    await pool.close()
  })

  const confirm = (challengeResponse: string) => confirmSignIn({ challengeResponse })
  const step = (signInStep: string, more: object = {}) => ({ isSignedIn: false, nextStep: { signInStep, ...more } })
  const setupDetails = ({ nextStep }: SignInOutput) =>
    nextStep.signInStep === 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP'
      ? nextStep.totpSetupDetails
      : expect.fail(nextStep.signInStep)

  test('sets up an authenticator app, and signs in with it', async () => {
    await startOptional()
    configureAmplify(pool)
    const { username } = alice
    await amplifySignIn({ username, password })
    const details = await setUpTOTP()
    const { secret, issuer } = URI.parse(`${details.getSetupUri('Shop')}`)
    expect([secret.base32, issuer]).toEqual([details.sharedSecret, 'Shop'])
    const app = authenticator(pool, details.sharedSecret)
    expect(await failureOf(verifyTOTPSetup({ code: app.wrongCode() }))).toMatchObject(WRONG_SETUP_CODE)
    await verifyTOTPSetup({ code: app.code() })
    await updateMFAPreference({ totp: 'PREFERRED' })
    expect(await fetchMFAPreference()).toEqual({ preferred: 'TOTP', enabled: ['TOTP'] })
    await amplifySignOut()

    pool.clock.advance(NEXT_CODE)
    const asked = step('CONFIRM_SIGN_IN_WITH_TOTP_CODE')
    expect(await amplifySignIn({ username, password })).toEqual(asked)
    expect(await failureOf(confirm(app.wrongCode()))).toMatchObject(WRONG_TOTP)
    const code = app.code()
    expect(await confirm(code)).toEqual(doneStep)
    await verifiedClaims(pool, await sessionTokens())
    await amplifySignOut()

    expect(await amplifySignIn({ username, password })).toEqual(asked)
    expect(await failureOf(confirm(code))).toMatchObject(USED_TOTP)
  })

  test('sets up an authenticator app in the middle of a sign-in', async () => {
    await startDemanding(TOTP)
    configureAmplify(pool)
    const { username } = alice
    const details = setupDetails(await amplifySignIn({ username, password }))
    const app = authenticator(pool, details.sharedSecret)
    expect(await failureOf(confirm(app.wrongCode()))).toMatchObject(WRONG_SETUP_CODE)
    expect(await confirm(app.code())).toEqual(doneStep)
    await verifiedClaims(pool, await sessionTokens())
    expect(pool.counts.of('InitiateAuth')).toBe(1)
    await amplifySignOut()
    expect(await amplifySignIn({ username, password })).toEqual(step('CONFIRM_SIGN_IN_WITH_TOTP_CODE'))
  })

  test('chooses what to set up in the middle of a sign-in', async () => {
    await startDemanding({ ...TOTP, ...EMAIL })
    configureAmplify(pool)
    const { username } = alice
    const asked = step('CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION', { allowedMFATypes: ['TOTP', 'EMAIL'] })
    expect(await amplifySignIn({ username, password })).toEqual(asked)
    expect(await confirm('EMAIL')).toEqual(step('CONTINUE_SIGN_IN_WITH_EMAIL_SETUP'))
    expect(await confirm('alice@example.com')).toMatchObject(step('CONFIRM_SIGN_IN_WITH_EMAIL_CODE'))
    const code = await sentCode(pool)
    expect(await failureOf(confirm(otherCode(code)))).toMatchObject(WRONG_CODE)
    expect(await confirm(code)).toEqual(doneStep)
    await verifiedClaims(pool, await sessionTokens())
    expect(pool.inbox).toMatchObject([{ to: 'alice@example.com', medium: 'EMAIL' }])
  })

  test.each([
    ['SMS', sam, 'CONFIRM_SIGN_IN_WITH_SMS_CODE', /\*+1820$/],
    ['EMAIL', eve, 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE', /^e\*+@e\*+$/],
  ])('signs in with a code by %s', async (deliveryMedium, { username }, signInStep, destination) => {
    await startOptional()
    configureAmplify(pool)
    const codeDeliveryDetails = { deliveryMedium, destination: expect.stringMatching(destination) }
    expect(await amplifySignIn({ username, password })).toEqual(step(signInStep, { codeDeliveryDetails }))
    const code = await sentCode(pool)
    expect(await failureOf(confirm(otherCode(code)))).toMatchObject(WRONG_CODE)
    expect(await confirm(code)).toEqual(doneStep)
    const { access } = await verifiedClaims(pool, await sessionTokens())
    expect(access.username).toBe(username)
    expect(pool.inbox).toHaveLength(1)
  })

  test('chooses between two factors', async () => {
    await startOptional()
    configureAmplify(pool)
    const app = authenticator(pool, SECRET)
    const { username } = tess
    const asked = step('CONTINUE_SIGN_IN_WITH_MFA_SELECTION', { allowedMFATypes: ['SMS', 'TOTP'] })
    expect(await amplifySignIn({ username, password })).toEqual(asked)
    expect(await failureOf(confirm('EMAIL'))).toMatchObject({ name: 'InvalidParameterException' })
    expect(await confirm('TOTP')).toEqual(step('CONFIRM_SIGN_IN_WITH_TOTP_CODE'))
    expect(await failureOf(confirm(app.wrongCode()))).toMatchObject(WRONG_TOTP)
    expect(await confirm(app.code())).toEqual(doneStep)
    await verifiedClaims(pool, await sessionTokens())
    expect(pool.inbox).toEqual([])
    await amplifySignOut()

    expect(await amplifySignIn({ username, password })).toEqual(asked)
    expect(await confirm('SMS')).toMatchObject(step('CONFIRM_SIGN_IN_WITH_SMS_CODE'))
    expect(await confirm(await sentCode(pool))).toEqual(doneStep)
    await verifiedClaims(pool, await sessionTokens())
  })
})
