import type { PoolClient } from '../pool/account.js'
import { invalidParameter } from '../pool/service-error.js'
import { boolean, required } from './input/members.js'
import { clientId, clientSecret, nextToken, pageSize, resourceName, userPoolId } from './input/scalars.js'
import { clientSettings } from './input/settings.js'
import { defineOperation, type Output } from './operation.js'
import { timestamp } from './output.js'
import { nextTokenMember, page } from './paging.js'

const DEFAULTS = {
  RefreshTokenValidity: 30,
  AllowedOAuthFlowsUserPoolClient: false,
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AuthSessionValidity: 3,
}

function describeClient({ pool, client }: PoolClient): NonNullable<Output> {
  return {
    ...DEFAULTS,
    ...client.settings,
    UserPoolId: pool.id,
    ClientName: client.clientName,
    ClientId: client.clientId,
    ...(client.clientSecret !== undefined && { ClientSecret: client.clientSecret }),
    CreationDate: timestamp(client.createdAtMs),
    LastModifiedDate: timestamp(client.modifiedAtMs),
  }
}

const createUserPoolClient = defineOperation({
  name: 'CreateUserPoolClient',
  access: 'signed',
  input: {
    UserPoolId: required(userPoolId),
    ClientName: required(resourceName),
    GenerateSecret: boolean,
    ClientSecret: clientSecret,
    ...clientSettings,
  },
  run({ account }, { UserPoolId, ClientName, GenerateSecret = false, ClientSecret, ...settings }) {
    if (GenerateSecret && ClientSecret !== undefined) {
      throw invalidParameter('GenerateSecret and ClientSecret cannot both be given.')
    }
    const pool = account.pool(UserPoolId)
    const client = account.createClient(pool, {
      name: ClientName,
      settings,
      generatesSecret: GenerateSecret,
      ...(ClientSecret !== undefined && { clientSecret: ClientSecret }),
    })
    return { UserPoolClient: describeClient({ pool, client }) }
  },
})

const describeUserPoolClient = defineOperation({
  name: 'DescribeUserPoolClient',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), ClientId: required(clientId) },
  run: ({ account }, { UserPoolId, ClientId }) => ({
    UserPoolClient: describeClient(account.client(ClientId, UserPoolId)),
  }),
})

const updateUserPoolClient = defineOperation({
  name: 'UpdateUserPoolClient',
  access: 'signed',
  input: {
    UserPoolId: required(userPoolId),
    ClientId: required(clientId),
    ClientName: resourceName,
    ...clientSettings,
  },
  run({ account }, { UserPoolId, ClientId, ClientName, ...settings }) {
    const found = account.client(ClientId, UserPoolId)
    const client = account.updateClient(found, ClientName, settings)
    return { UserPoolClient: describeClient({ pool: found.pool, client }) }
  },
})

const deleteUserPoolClient = defineOperation({
  name: 'DeleteUserPoolClient',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), ClientId: required(clientId) },
  run({ account }, { UserPoolId, ClientId }) {
    account.deleteClient(account.client(ClientId, UserPoolId))
    return undefined
  },
})

const listUserPoolClients = defineOperation({
  name: 'ListUserPoolClients',
  access: 'signed',
  input: { UserPoolId: required(userPoolId), MaxResults: pageSize, NextToken: nextToken },
  run({ account }, { UserPoolId, MaxResults = 60, NextToken }) {
    const pool = account.pool(UserPoolId)
    const list = { list: `clients of ${pool.id}`, nowMs: pool.clock.nowMs() }
    const { items, token } = page(pool.clients.values(), { ...list, size: MaxResults, token: NextToken })
    const summary = { UserPoolId: pool.id }
    return {
      UserPoolClients: items.map(client => ({
        ...summary,
        ClientId: client.clientId,
        ClientName: client.clientName,
      })),
      ...nextTokenMember(token),
    }
  },
})

export const userPoolClientOperations = [
  createUserPoolClient,
  describeUserPoolClient,
  updateUserPoolClient,
  deleteUserPoolClient,
  listUserPoolClients,
]
