import type { LocalCognito } from '@poolpass/local'
import { CognitoUserAttribute, type ISignUpResult } from 'amazon-cognito-identity-js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { otherCode, sentCode } from './support/codes.js'
import { answerOf, resultOf, signIn, tokensOf, userNamed, userPoolOf } from './support/identity-js.js'
import { alice, failureOf, startPool, verifiedClaims } from './support/pool.js'

const NEW_PASSWORD = 'Brand-New-Horse-9'
const CODE_MISMATCH = { code: 'CodeMismatchException' }

let pool: LocalCognito

beforeEach(async () => {
  const attributes = { ...alice.attributes, email_verified: 'true' }
  pool = await startPool({ pool: { AutoVerifiedAttributes: ['email'] }, users: [{ ...alice, attributes }] })
})

afterEach(() => pool.close())

const code = () => sentCode(pool)
const attribute = (Name: string, Value: string) => new CognitoUserAttribute({ Name, Value })

test('registers and confirms by the code, not by a wrong one', async () => {
  const eve = userNamed(pool, 'eve')
  const details = [attribute('email', 'eve@example.com'), attribute('nickname', 'Evie')]
  const registered = await answerOf<ISignUpResult>(callback =>
    userPoolOf(pool).signUp('eve', alice.password, details, [], callback),
  )
  expect(registered).toMatchObject({ userConfirmed: false, userSub: pool.user('eve').sub })
  expect(registered.codeDeliveryDetails).toMatchObject({ AttributeName: 'email', Destination: 'e***@e***' })
  expect(await failureOf(signIn(eve, alice.password))).toMatchObject({ code: 'UserNotConfirmedException' })

  await answerOf(callback => eve.resendConfirmationCode(callback))
  const confirm = (answer: string) => answerOf(callback => eve.confirmRegistration(answer, false, callback))
  expect(await failureOf(confirm(otherCode(await code())))).toMatchObject(CODE_MISMATCH)
  expect(await confirm(await code())).toBe('SUCCESS')
  const { id } = await verifiedClaims(pool, tokensOf(await signIn(eve, alice.password)))
  expect(id).toMatchObject({ email: 'eve@example.com', email_verified: true, nickname: 'Evie' })
})

test('is refused a name that is taken and a weak password', async () => {
  const register = (name: string, password: string) =>
    answerOf(callback => userPoolOf(pool).signUp(name, password, [], [], callback))
  expect(await failureOf(register('alice', alice.password))).toMatchObject({ code: 'UsernameExistsException' })
  expect(await failureOf(register('eve', 'weak-one'))).toMatchObject({ code: 'InvalidPasswordException' })
})

test('replaces a forgotten password by the code, not by a wrong one', async () => {
  const user = userNamed(pool, 'alice')
  await resultOf(callbacks => user.forgotPassword(callbacks))
  const confirm = (answer: string) => resultOf(callbacks => user.confirmPassword(answer, NEW_PASSWORD, callbacks))
  expect(await failureOf(confirm(otherCode(await code())))).toMatchObject(CODE_MISMATCH)
  await signIn(user, alice.password)
  await confirm(await code())
  await verifiedClaims(pool, tokensOf(await signIn(user, NEW_PASSWORD)))
  expect(await failureOf(signIn(user, alice.password))).toMatchObject({ code: 'NotAuthorizedException' })
})

test('changes a password, not without the one before', async () => {
  const user = userNamed(pool, 'alice')
  await signIn(user, alice.password)
  const change = (previous: string) => answerOf(callback => user.changePassword(previous, NEW_PASSWORD, callback))
  expect(await failureOf(change('Wrong-Horse-9'))).toMatchObject({ code: 'NotAuthorizedException' })
  expect(await change(alice.password)).toBe('SUCCESS')
  await signIn(userNamed(pool, 'alice'), NEW_PASSWORD)
})

test('updates, verifies and deletes attributes', async () => {
  const user = userNamed(pool, 'alice')
  await signIn(user, alice.password)
  const changes = [attribute('email', 'new@example.com'), attribute('nickname', 'Al')]
  await answerOf(callback => user.updateAttributes(changes, callback))
  const read = async () => {
    const list = await answerOf<CognitoUserAttribute[]>(callback => user.getUserAttributes(callback))
    return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]))
  }
  expect(await read()).toMatchObject({ email: 'new@example.com', email_verified: 'false', nickname: 'Al' })

  const verify = (answer: string) => resultOf(callbacks => user.verifyAttribute('email', answer, callbacks))
  expect(await failureOf(verify(otherCode(await code())))).toMatchObject(CODE_MISMATCH)
  await resultOf(({ onSuccess, onFailure }) =>
    user.getAttributeVerificationCode('email', { onSuccess: () => onSuccess(undefined), onFailure }),
  )
  expect(await verify(await code())).toBe('SUCCESS')
  await answerOf(callback => user.deleteAttributes(['nickname'], callback))
  const { nickname, ...rest } = await read()
  expect([nickname, rest.email_verified]).toEqual([undefined, 'true'])
})

test('deletes its user', async () => {
  const user = userNamed(pool, 'alice')
  await signIn(user, alice.password)
  expect(await answerOf(callback => user.deleteUser(callback))).toBe('SUCCESS')
  expect(() => pool.user('alice')).toThrow(TypeError)
})
