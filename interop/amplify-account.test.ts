import {
  autoSignIn,
  confirmResetPassword,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchUserAttributes,
  resendSignUpCode,
  resetPassword,
  sendUserAttributeVerificationCode,
  signIn,
  signOut,
  signUp,
  updatePassword,
  updateUserAttributes,
} from '@aws-amplify/auth'
import type { LocalCognito } from '@poolpass/local'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configureAmplify, doneStep, sessionTokens } from './support/amplify.js'
import { otherCode, sentCode } from './support/codes.js'
import { alice, failureOf, startPool, verifiedClaims } from './support/pool.js'

const { username, password } = alice
const NEW_PASSWORD = 'Brand-New-Horse-9'
const CODE_MISMATCH = { name: 'CodeMismatchException' }
const EVE = { username: 'eve', password }

let pool: LocalCognito

beforeEach(async () => {
  const attributes = { ...alice.attributes, email_verified: 'true' }
  pool = await startPool({
    pool: { AutoVerifiedAttributes: ['email'] },
    users: [{ ...alice, attributes }],
    client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
  })
  configureAmplify(pool)
})

afterEach(async () => {
  await signOut()
  await pool.close()
})

const code = () => sentCode(pool)
const confirm = (confirmationCode: string) => confirmSignUp({ username: 'eve', confirmationCode })

test('registers and confirms by the code, not by a wrong one', async () => {
  const userAttributes = { email: 'eve@example.com', nickname: 'Evie' }
  expect(await signUp({ ...EVE, options: { userAttributes } })).toEqual({
    isSignUpComplete: false,
    userId: pool.user('eve').sub,
    nextStep: {
      signUpStep: 'CONFIRM_SIGN_UP',
      codeDeliveryDetails: { attributeName: 'email', deliveryMedium: 'EMAIL', destination: 'e***@e***' },
    },
  })
  expect(await signIn(EVE)).toMatchObject({ nextStep: { signInStep: 'CONFIRM_SIGN_UP' } })
  await resendSignUpCode({ username: 'eve' })
  expect(await failureOf(confirm(otherCode(await code())))).toMatchObject(CODE_MISMATCH)
  expect(await confirm(await code())).toMatchObject({ isSignUpComplete: true })
  expect(await signIn(EVE)).toEqual(doneStep)
  const { id } = await verifiedClaims(pool, await sessionTokens())
  expect(id).toMatchObject({ email: 'eve@example.com', email_verified: true, nickname: 'Evie' })
})

test('goes on from a sign-up to a sign-in by its session, without the password', async () => {
  const userAttributes = { email: 'eve@example.com' }
  await signUp({ ...EVE, options: { userAttributes, autoSignIn: { authFlowType: 'USER_AUTH' } } })
  expect(await confirm(await code())).toMatchObject({ nextStep: { signUpStep: 'COMPLETE_AUTO_SIGN_IN' } })
  expect(await autoSignIn()).toEqual(doneStep)
  expect(pool.counts.of('RespondToAuthChallenge')).toBe(0)
  expect((await verifiedClaims(pool, await sessionTokens())).access.username).toBe('eve')
})

test('is refused a name that is taken and a weak password', async () => {
  expect(await failureOf(signUp({ username, password }))).toMatchObject({ name: 'UsernameExistsException' })
  const weak = signUp({ ...EVE, password: 'weak-one' })
  expect(await failureOf(weak)).toMatchObject({ name: 'InvalidPasswordException' })
})

test('replaces a forgotten password by the code, not by a wrong one', async () => {
  expect(await resetPassword({ username })).toMatchObject({
    nextStep: {
      resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE',
      codeDeliveryDetails: { destination: 'a***@e***' },
    },
  })
  const confirmReset = (confirmationCode: string) =>
    confirmResetPassword({ username, confirmationCode, newPassword: NEW_PASSWORD })
  expect(await failureOf(confirmReset(otherCode(await code())))).toMatchObject(CODE_MISMATCH)
  await confirmReset(await code())
  expect(await failureOf(signIn({ username, password }))).toMatchObject({ name: 'NotAuthorizedException' })
  expect(await signIn({ username, password: NEW_PASSWORD })).toEqual(doneStep)
})

test('changes a password, not without the one before', async () => {
  await signIn({ username, password })
  const change = (oldPassword: string) => updatePassword({ oldPassword, newPassword: NEW_PASSWORD })
  expect(await failureOf(change('Wrong-Horse-9'))).toMatchObject({ name: 'NotAuthorizedException' })
  await change(password)
  await signOut()
  expect(await signIn({ username, password: NEW_PASSWORD })).toEqual(doneStep)
})

test('updates, verifies and deletes attributes', async () => {
  await signIn({ username, password })
  expect(await updateUserAttributes({ userAttributes: { email: 'new@example.com', nickname: 'Al' } })).toMatchObject({
    email: { isUpdated: false, nextStep: { updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE' } },
    nickname: { isUpdated: true, nextStep: { updateAttributeStep: 'DONE' } },
  })
  expect(await fetchUserAttributes()).toMatchObject({ email_verified: 'false', nickname: 'Al' })
  const confirmEmail = (confirmationCode: string) =>
    confirmUserAttribute({ userAttributeKey: 'email', confirmationCode })
  expect(await failureOf(confirmEmail(otherCode(await code())))).toMatchObject(CODE_MISMATCH)
  expect(await sendUserAttributeVerificationCode({ userAttributeKey: 'email' })).toMatchObject({
    destination: 'n***@e***',
  })
  await confirmEmail(await code())
  await deleteUserAttributes({ userAttributeKeys: ['nickname'] })
  const { nickname, ...rest } = await fetchUserAttributes()
  expect([nickname, rest.email_verified]).toEqual([undefined, 'true'])
})

test('deletes its user', async () => {
  await signIn({ username, password })
  await deleteUser()
  expect(() => pool.user(username)).toThrow(TypeError)
})
