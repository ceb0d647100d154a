import { temporaryPasswordLifetimeMs } from '../pool/credentials.js'
import { assertPasswordPolicy, generatePassword } from '../pool/password-policy.js'
import { ServiceError } from '../pool/service-error.js'
import type { User } from '../pool/user.js'
import { passwordPolicyOf, type UserPool } from '../pool/user-pool.js'
import { createUser, findUser } from '../pool/users.js'
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
  user.temporaryPasswordExpiresAtMs = pool.clock.nowMs() + temporaryPasswordLifetimeMs(pool)
  return user
}

function invite(pool: UserPool, { Username, UserAttributes, TemporaryPassword }: Input<typeof input>): Promise<User> {
  const policy = passwordPolicyOf(pool)
  if (TemporaryPassword !== undefined) assertPasswordPolicy(TemporaryPassword, policy)
  return createUser(pool, {
    username: Username,
    password: TemporaryPassword ?? generatePassword(policy),
    status: 'FORCE_CHANGE_PASSWORD',
    attributes: attributeMap(UserAttributes),
  })
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
