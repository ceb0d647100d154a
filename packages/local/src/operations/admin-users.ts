import { setPassword } from '../pool/credentials.js'
import { assertPasswordPolicy } from '../pool/password-policy.js'
import { changeAttributes } from '../pool/self-service/own-attributes.js'
import { assertUnconfirmed, confirmed } from '../pool/self-service/sign-up.js'
import { NO_CLIENT } from '../pool/triggers.js'
import { passwordPolicyOf } from '../pool/user-pool.js'
import { deleteUser, findUser, revokeAllGrants, setEnabled, updateAttributes } from '../pool/users.js'
import { boolean, required } from './input/members.js'
import { attributeList, attributeNames, password, sideChannel, username, userPoolId } from './input/scalars.js'
import { type Call, defineOperation } from './operation.js'
import { attributeMap, mfaFields, userFields, attributeList as wireAttributes } from './output.js'

const ofUser = { UserPoolId: required(userPoolId), Username: required(username) }

function find({ account }: Call, { UserPoolId, Username }: { UserPoolId: string; Username: string }) {
  const pool = account.pool(UserPoolId)
  return { pool, user: findUser(pool, Username) }
}

const adminGetUser = defineOperation({
  name: 'AdminGetUser',
  access: 'signed',
  input: ofUser,
  run(call, given) {
    const { user } = find(call, given)
    return { ...userFields(user), ...mfaFields(user), UserAttributes: wireAttributes(user, user.attributes) }
  },
})

const adminDeleteUser = defineOperation({
  name: 'AdminDeleteUser',
  access: 'signed',
  input: ofUser,
  run(call, given) {
    const { pool, user } = find(call, given)
    deleteUser(pool, user)
    return undefined
  },
})

const adminDisableUser = defineOperation({
  name: 'AdminDisableUser',
  access: 'signed',
  input: ofUser,
  run(call, given) {
    const { pool, user } = find(call, given)
    setEnabled(pool, user, false)
    return {}
  },
})

const adminEnableUser = defineOperation({
  name: 'AdminEnableUser',
  access: 'signed',
  input: ofUser,
  run(call, given) {
    const { pool, user } = find(call, given)
    setEnabled(pool, user, true)
    return {}
  },
})

const adminUserGlobalSignOut = defineOperation({
  name: 'AdminUserGlobalSignOut',
  access: 'signed',
  input: ofUser,
  run(call, given) {
    const { pool, user } = find(call, given)
    revokeAllGrants(pool, user)
    return {}
  },
})

const adminConfirmSignUp = defineOperation({
  name: 'AdminConfirmSignUp',
  access: 'signed',
  input: { ...ofUser, ...sideChannel },
  async run(call, given) {
    const { pool, user } = find(call, given)
    assertUnconfirmed(user)
    await confirmed({ pool, client: NO_CLIENT, clientMetadata: given.ClientMetadata }, user, 'ConfirmSignUp')
    return {}
  },
})

const adminSetUserPassword = defineOperation({
  name: 'AdminSetUserPassword',
  access: 'signed',
  input: { ...ofUser, Password: required(password), Permanent: boolean },
  async run(call, given) {
    const { pool, user } = find(call, given)
    assertPasswordPolicy(given.Password, passwordPolicyOf(pool))
    await setPassword(pool, user, given.Password, given.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD')
    return {}
  },
})

const adminUpdateUserAttributes = defineOperation({
  name: 'AdminUpdateUserAttributes',
  access: 'signed',
  input: { ...ofUser, UserAttributes: required(attributeList), ...sideChannel },
  async run(call, given) {
    const { pool, user } = find(call, given)
    const origin = { pool, client: NO_CLIENT, clientMetadata: given.ClientMetadata }
    await changeAttributes(origin, user, attributeMap(given.UserAttributes))
    return {}
  },
})

const adminDeleteUserAttributes = defineOperation({
  name: 'AdminDeleteUserAttributes',
  access: 'signed',
  input: { ...ofUser, UserAttributeNames: required(attributeNames) },
  run(call, given) {
    const { pool, user } = find(call, given)
    updateAttributes(pool, user, new Map(given.UserAttributeNames.map(name => [name, ''])))
    return {}
  },
})

export const adminUserOperations = [
  adminGetUser,
  adminDeleteUser,
  adminDisableUser,
  adminEnableUser,
  adminUserGlobalSignOut,
  adminConfirmSignUp,
  adminSetUserPassword,
  adminUpdateUserAttributes,
  adminDeleteUserAttributes,
]
