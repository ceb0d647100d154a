import { confirmSignIn, signIn, signOut } from '@aws-amplify/auth'
import type { LocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { configureAmplify, doneStep, sessionTokens } from './support/amplify.js'
import { otherCode, sentCode } from './support/codes.js'
import { alice, failureOf, startPool, steps, verifiedClaims } from './support/pool.js'

const { username, password } = alice
const WRONG_CODE = { name: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' }
const REFUSED = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }
const SPENT = {
  name: 'NotAuthorizedException',
  message: 'Invalid session for the user, session can only be used once.',
}

let pool: LocalCognito

beforeEach(async () => {
  pool = await startPool({
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
    client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    users: [{ ...alice, attributes: { ...alice.attributes, email_verified: 'true' } }],
  })
  configureAmplify(pool)
})

afterEach(async () => {
  await signOut()
  await pool.close()
})

type Factor = 'EMAIL_OTP' | 'PASSWORD' | 'PASSWORD_SRP'
const start = (preferredChallenge?: Factor, secret?: string) => {
  const options = { authFlowType: 'USER_AUTH', ...(preferredChallenge && { preferredChallenge }) } as const
  return signIn({ username, options, ...(secret !== undefined && { password: secret }) })
}
const confirm = (challengeResponse: string) => confirmSignIn({ challengeResponse })

const emailStep = {
  isSignedIn: false,
  nextStep: {
    signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
    codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: expect.stringMatching(/^a\*+@e\*+$/) },
  },
}
const choiceStep = {
  isSignedIn: false,
  nextStep: {
    signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
    availableChallenges: expect.arrayContaining(['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP']),
  },
}
const passwordStep = { isSignedIn: false, nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_PASSWORD' } }

/** Gives a wrong code and the right one. */
async function giveCode(): Promise<void> {
  const code = await sentCode(pool)
  expect(await failureOf(confirm(otherCode(code)))).toMatchObject(WRONG_CODE)
  expect(await confirm(code)).toEqual(doneStep)
  const { access, id } = await verifiedClaims(pool, await sessionTokens())
  expect([access.username, id.email]).toEqual([username, alice.attributes.email])
  expect(pool.inbox).toMatchObject([{ to: alice.attributes.email, medium: 'EMAIL', kind: 'EMAIL_OTP' }])
}
const WITH_CODE = ['EMAIL_OTP CodeMismatchException', 'EMAIL_OTP']

describe('a code by e-mail', () => {
  test('is asked for at once where it is preferred', async () => {
    expect(await start('EMAIL_OTP')).toEqual(emailStep)
    await giveCode()
    expect(steps(pool)).toEqual(['USER_AUTH', ...WITH_CODE])
  })

  test('is one of those to choose from', async () => {
    expect(await start()).toEqual(choiceStep)
    expect(pool.inbox).toEqual([])
    expect(await failureOf(confirm('SMS_OTP'))).toMatchObject({ name: 'InvalidParameterException' })
    expect(await confirm('EMAIL_OTP')).toEqual(emailStep)
    await giveCode()
    expect(steps(pool)).toEqual([
      'USER_AUTH',
      'SELECT_CHALLENGE InvalidParameterException',
      'SELECT_CHALLENGE',
      ...WITH_CODE,
    ])
  })
})

describe.each(['PASSWORD', 'PASSWORD_SRP'] as const)('%s', factor => {
  test('is proven at once where it is preferred', async () => {
    expect(await failureOf(start(factor, 'Wrong-Horse-9'))).toMatchObject(REFUSED)
    expect(await start(factor, password)).toEqual(doneStep)
    await verifiedClaims(pool, await sessionTokens())
    expect(pool.counts.of('InitiateAuth')).toBe(2)
    expect(pool.counts.of('RespondToAuthChallenge')).toBe(factor === 'PASSWORD' ? 0 : 2)
  })

  test('is one of those to choose from, and a wrong one ends the sign-in', async () => {
    await start()
    expect(await confirm(factor)).toEqual(passwordStep)
    expect(await failureOf(confirm('Wrong-Horse-9'))).toMatchObject(REFUSED)
    expect(await failureOf(confirm(password))).toMatchObject(SPENT)

    expect(await start()).toEqual(choiceStep)
    expect(await confirm(factor)).toEqual(passwordStep)
    expect(await confirm(password)).toEqual(doneStep)
    await verifiedClaims(pool, await sessionTokens())
  })
})
