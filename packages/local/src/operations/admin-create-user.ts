import { temporaryPasswordLifetimeMs } from '../pool/credentials.js'
import { assertPasswordPolicy, generatePassword } from '../pool/password-policy.js'
import { askPreSignUp } from '../pool/self-service/sign-up.js'
import { ServiceError } from '../pool/service-error.js'
import { NO_CLIENT } from '../pool/triggers.js'
import type { User } from '../pool/user.js'
import { passwordPolicyOf, type UserPool } from '../pool/user-pool.js'
import { CONTACTS, createUser, findUser, verifyContact } from '../pool/users.js'
import { boolean, type Input, list, oneOf, required } from './input/members.js'
import { attributeList, password, sideChannel, username, userPoolId } from './input/scalars.js'
import { defineOperation } from './operation.js'
import { attributeMap, listedUser } from './output.js'

const input = {
  UserPoolId: required(userPoolId),
  Username: required(username),
  UserAttributes: attributeList,
  ValidationData: attributeList,
  TemporaryPassword: password,
  ForceAliasCreation: boolean,
  MessageAction: oneOf('RESEND', 'SUPPRESS'),
  DesiredDeliveryMediums: list(oneOf('SMS', 'EMAIL')),
  ...sideChannel,
}

/** Invites again: the temporary password counts from now. No message is sent by this pool. */
function renewInvitation(pool: UserPool, name: string): User {
  const user = findUser(pool, name)
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new ServiceError('UnsupportedUserStateException', `User cannot be invited. Current status is ${user.status}`)
  }
  const temporaryPasswordExpiresAtMs = pool.clock.nowMs() + temporaryPasswordLifetimeMs(pool)
  pool.users.change(user, { temporaryPasswordExpiresAtMs })
  return user
}

async function invite(pool: UserPool, given: Input<typeof input>): Promise<User> {
  const { Username, TemporaryPassword, ClientMetadata } = given
  const policy = passwordPolicyOf(pool)
  if (TemporaryPassword !== undefined) assertPasswordPolicy(TemporaryPassword, policy)
  const attributes = attributeMap(given.UserAttributes)
  const origin = { pool, client: NO_CLIENT, clientMetadata: ClientMetadata }
  await askPreSignUp(origin, 'AdminCreateUser', Username, attributes, attributeMap(given.ValidationData))
  // An alias that may be moved becomes the new user's only when there is one.
  const moving = given.ForceAliasCreation ? CONTACTS.filter(name => attributes.get(`${name}_verified`) === 'true') : []
  const flags = moving.map(name => `${name}_verified`)
  const user = await createUser(pool, {
    username: Username,
    password: TemporaryPassword ?? generatePassword(policy),
    status: 'FORCE_CHANGE_PASSWORD',
    attributes: new Map([...attributes].filter(([name]) => !flags.includes(name))),
  })
  for (const name of moving) verifyContact(pool, user, name, true)
  return user
}

export const adminCreateUser = defineOperation({
  name: 'AdminCreateUser',
  access: 'signed',
  input,
  async run({ account }, given) {
    const pool = account.pool(given.UserPoolId)
    const user = given.MessageAction === 'RESEND' ? renewInvitation(pool, given.Username) : await invite(pool, given)
    return { User: listedUser(user, user.attributes) }
  },
})
