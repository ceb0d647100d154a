import type { AttributeDefinition } from '../pool/attribute-schema.js'
import { DEFAULT_PASSWORD_POLICY } from '../pool/password-policy.js'
import type { UserPool } from '../pool/user-pool.js'
import { passwordPolicyOf } from '../pool/user-pool.js'
import { integer, required } from './input/members.js'
import { nextToken, resourceName, userPoolId } from './input/scalars.js'
import { changeablePoolSettings, poolSettings } from './input/settings.js'
import { defineOperation, type Output } from './operation.js'
import { timestamp } from './output.js'
import { nextTokenMember, page } from './paging.js'

const ACCOUNT_ID = '000000000000'

function describeAttribute(definition: AttributeDefinition): object {
  const { name, dataType, minLength, maxLength, minValue, maxValue } = definition
  const numbers = {
    ...(minValue !== undefined && { MinValue: String(minValue) }),
    ...(maxValue !== undefined && { MaxValue: String(maxValue) }),
  }
  return {
    Name: name,
    AttributeDataType: dataType,
    DeveloperOnlyAttribute: definition.isDeveloperOnly,
    Mutable: definition.isMutable,
    Required: definition.isRequired,
    ...(dataType === 'String' && {
      StringAttributeConstraints: { MinLength: String(minLength), MaxLength: String(maxLength) },
    }),
    ...(dataType === 'Number' && { NumberAttributeConstraints: numbers }),
  }
}

function describePool(pool: UserPool): NonNullable<Output> {
  const { Schema: _, ...settings } = pool.settings
  return {
    DeletionProtection: 'INACTIVE',
    LambdaConfig: {},
    MfaConfiguration: 'OFF',
    VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    UserPoolTags: {},
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
    UserPoolTier: 'ESSENTIALS',
    ...settings,
    Id: pool.id,
    Name: pool.name,
    Policies: {
      PasswordPolicy: { MinimumLength: DEFAULT_PASSWORD_POLICY.MinimumLength, ...passwordPolicyOf(pool) },
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'], ...settings.Policies?.SignInPolicy },
    },
    SchemaAttributes: [...pool.schema.values()].map(describeAttribute),
    CreationDate: timestamp(pool.createdAtMs),
    LastModifiedDate: timestamp(pool.modifiedAtMs),
    EstimatedNumberOfUsers: pool.users.size,
    Arn: `arn:aws:cognito-idp:${pool.region}:${ACCOUNT_ID}:userpool/${pool.id}`,
  }
}

const createUserPool = defineOperation({
  name: 'CreateUserPool',
  access: 'signed',
  input: { PoolName: required(resourceName), ...poolSettings },
  run: ({ account }, { PoolName, ...settings }) => ({
    UserPool: describePool(account.createPool({ name: PoolName, settings })),
  }),
})

const describeUserPool = defineOperation({
  name: 'DescribeUserPool',
  access: 'signed',
  input: { UserPoolId: required(userPoolId) },
  run: ({ account }, { UserPoolId }) => ({ UserPool: describePool(account.pool(UserPoolId)) }),
})

const listUserPools = defineOperation({
  name: 'ListUserPools',
  access: 'signed',
  input: { MaxResults: required(integer({ min: 1, max: 60 })), NextToken: nextToken },
  run({ account }, { MaxResults, NextToken }) {
    const request = { list: 'pools', nowMs: account.nowMs(), size: MaxResults, token: NextToken }
    const { items, token } = page(account.pools, request)
    const summary = (pool: UserPool) => ({
      Id: pool.id,
      Name: pool.name,
      LambdaConfig: {},
      CreationDate: timestamp(pool.createdAtMs),
      LastModifiedDate: timestamp(pool.modifiedAtMs),
    })
    return { UserPools: items.map(summary), ...nextTokenMember(token) }
  },
})

const updateUserPool = defineOperation({
  name: 'UpdateUserPool',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), PoolName: resourceName, ...changeablePoolSettings },
  run({ account }, { UserPoolId, PoolName, ...settings }) {
    account.updatePool(account.pool(UserPoolId), settings, PoolName)
    return {}
  },
})

const deleteUserPool = defineOperation({
  name: 'DeleteUserPool',
  access: 'signed',
  input: { UserPoolId: required(userPoolId) },
  run({ account }, { UserPoolId }) {
    account.deletePool(account.pool(UserPoolId))
    return undefined
  },
})

export const userPoolOperations = [createUserPool, describeUserPool, listUserPools, updateUserPool, deleteUserPool]
