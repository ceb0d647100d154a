import { authorize } from '../pool/access-token.js'
import { assertWritable, readableAttributes } from '../pool/attribute-access.js'
import { isPasswordOf, setPassword, subjectOf } from '../pool/credentials.js'
import { assertPasswordPolicy } from '../pool/password-policy.js'
import { changeAttributes, sendVerificationCode, verifyAttribute } from '../pool/self-service/own-attributes.js'
import { incorrectCredentials, invalidParameter } from '../pool/service-error.js'
import { passwordPolicyOf } from '../pool/user-pool.js'
import { deleteUser, revokeAllGrants, updateAttributes } from '../pool/users.js'
import { required, string } from './input/members.js'
import { attributeList, attributeNames, confirmationCode, password, sideChannel, token } from './input/scalars.js'
import { defineOperation } from './operation.js'
import { attributeMap, codeDeliveryDetails, mfaFields, attributeList as wireAttributes } from './output.js'

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

const updateUserAttributes = defineOperation({
  name: 'UpdateUserAttributes',
  access: 'public',
  input: { AccessToken: accessToken, UserAttributes: required(attributeList), ...sideChannel },
  async run({ account }, { AccessToken, UserAttributes, ClientMetadata }) {
    const { user, ...found } = await authorize(account, AccessToken)
    const changes = attributeMap(UserAttributes)
    for (const name of changes.keys()) assertWritable(found.client, name)
    const deliveries = await changeAttributes({ ...found, clientMetadata: ClientMetadata }, user, changes)
    return { CodeDeliveryDetailsList: deliveries.map(codeDeliveryDetails) }
  },
})

const deleteUserAttributes = defineOperation({
  name: 'DeleteUserAttributes',
  access: 'public',
  input: { AccessToken: accessToken, UserAttributeNames: required(attributeNames) },
  async run({ account }, { AccessToken, UserAttributeNames }) {
    const { pool, client, user } = await authorize(account, AccessToken)
    for (const name of UserAttributeNames) assertWritable(client, name)
    updateAttributes(pool, user, new Map(UserAttributeNames.map(name => [name, ''])))
    return {}
  },
})

const attributeName = required(string({ min: 1, max: 32 }))

const getUserAttributeVerificationCode = defineOperation({
  name: 'GetUserAttributeVerificationCode',
  access: 'public',
  input: { AccessToken: accessToken, AttributeName: attributeName, ...sideChannel },
  async run({ account }, { AccessToken, AttributeName, ClientMetadata }) {
    const { user, ...found } = await authorize(account, AccessToken)
    const delivery = await sendVerificationCode({ ...found, clientMetadata: ClientMetadata }, user, AttributeName)
    return { CodeDeliveryDetails: codeDeliveryDetails(delivery) }
  },
})

const verifyUserAttribute = defineOperation({
  name: 'VerifyUserAttribute',
  access: 'public',
  input: { AccessToken: accessToken, AttributeName: attributeName, Code: required(confirmationCode) },
  async run({ account }, { AccessToken, AttributeName, Code }) {
    const { pool, user } = await authorize(account, AccessToken)
    verifyAttribute(pool, user, AttributeName, Code)
    return {}
  },
})

const deleteOwnUser = defineOperation({
  name: 'DeleteUser',
  access: 'public',
  input: { AccessToken: accessToken },
  async run({ account }, { AccessToken }) {
    const { pool, user } = await authorize(account, AccessToken)
    deleteUser(pool, user)
    return undefined
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
    pool.attemptLimits.count('changePassword', subject)
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
    revokeAllGrants(pool, user)
    return {}
  },
})

export const ownAccountOperations = [
  getUser,
  updateUserAttributes,
  deleteUserAttributes,
  getUserAttributeVerificationCode,
  verifyUserAttribute,
  deleteOwnUser,
  changePassword,
  globalSignOut,
]
