import { authorize } from '../pool/access-token.js'
import { assertWritable, readableAttributes } from '../pool/attribute-access.js'
import { isPasswordOf, setPassword, subjectOf } from '../pool/credentials.js'
import { maskedDestination, mediumOf } from '../pool/delivery.js'
import { assertPasswordPolicy } from '../pool/password-policy.js'
import { incorrectCredentials, invalidParameter } from '../pool/service-error.js'
import type { ContactAttribute } from '../pool/settings.js'
import type { User } from '../pool/user.js'
import { passwordPolicyOf } from '../pool/user-pool.js'
import { updateAttributes } from '../pool/users.js'
import { required } from './input/members.js'
import { attributeList, password, sideChannel, token } from './input/scalars.js'
import { defineOperation } from './operation.js'
import { attributeMap, mfaFields, attributeList as wireAttributes } from './output.js'

const accessToken = required(token)

const getUser = defineOperation({
  name: 'GetUser',
  access: 'public',
  input: { AccessToken: accessToken },
  async run({ account }, { AccessToken }) {
    const { pool, client, user } = await authorize(account, AccessToken)
    const attributes = wireAttributes(user, readableAttributes(pool, client, user))
    return { Username: user.username, UserAttributes: attributes, ...mfaFields(user) }
  },
})

function deliveryDetails(user: User, AttributeName: ContactAttribute): object {
  const value = user.attributes.get(AttributeName) ?? ''
  return {
    AttributeName,
    DeliveryMedium: mediumOf(AttributeName),
    Destination: maskedDestination(AttributeName, value),
  }
}

const updateUserAttributes = defineOperation({
  name: 'UpdateUserAttributes',
  access: 'public',
  input: { AccessToken: accessToken, UserAttributes: required(attributeList), ...sideChannel },
  async run({ account }, { AccessToken, UserAttributes }) {
    const { pool, client, user } = await authorize(account, AccessToken)
    const changes = attributeMap(UserAttributes)
    for (const name of changes.keys()) assertWritable(client, name)
    const toVerify = updateAttributes(pool, user, changes)
    return { CodeDeliveryDetailsList: toVerify.map(name => deliveryDetails(user, name)) }
  },
})

const changePassword = defineOperation({
  name: 'ChangePassword',
  access: 'public',
  input: { AccessToken: accessToken, PreviousPassword: password, ProposedPassword: required(password) },
  async run({ account }, { AccessToken, PreviousPassword, ProposedPassword }) {
    const { pool, user } = await authorize(account, AccessToken)
    if (PreviousPassword === undefined) throw invalidParameter('Missing required parameter PreviousPassword')
    const subject = subjectOf(user)
    const isRight = await pool.lockOut.evaluate(subject.userId, () => isPasswordOf(pool, subject, PreviousPassword))
    if (!isRight) throw incorrectCredentials()
    assertPasswordPolicy(ProposedPassword, passwordPolicyOf(pool))
    await setPassword(pool, user, ProposedPassword, 'CONFIRMED')
    return {}
  },
})

const globalSignOut = defineOperation({
  name: 'GlobalSignOut',
  access: 'public',
  input: { AccessToken: accessToken },
  async run({ account }, { AccessToken }) {
    const { pool, user } = await authorize(account, AccessToken)
    pool.grants.revokeAll(user)
    return {}
  },
})

export const ownAccountOperations = [getUser, updateUserAttributes, changePassword, globalSignOut]
