import type {
  CreateUserPoolClientCommandInput,
  UpdateUserPoolClientCommandInput,
  UserPoolClientDescription,
  UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider'
import { checkObject } from '../errors/index.js'
import { merge, readMergeWrite } from './merge.js'
import { everyItem, type ListOptions, pageSizeOf } from './pages.js'
import type { AdminService } from './service.js'
import { checkText } from './text.js'

/** An app client, its members spelt as the AWS SDK spells them. **`ClientSecret` is a secret.** */
export type UserPoolClient = UserPoolClientType

/** `ClientName` and whatever else CreateUserPoolClient takes. */
export type NewUserPoolClient = Omit<CreateUserPoolClientCommandInput, 'UserPoolId'>

/**
 * What is named changes, `null` goes back to the service's default, and the rest stays: so it is inside
 * `TokenValidityUnits`, `RefreshTokenRotation` and `AnalyticsConfiguration`, too. Lists are replaced as a whole.
 */
export type UserPoolClientChanges = {
  readonly [Name in keyof Omit<UpdateUserPoolClientCommandInput, 'UserPoolId' | 'ClientId'>]?:
    | (NonNullable<UpdateUserPoolClientCommandInput[Name]> extends string | number | boolean | readonly unknown[]
        ? UpdateUserPoolClientCommandInput[Name]
        : {
            readonly [Member in keyof NonNullable<UpdateUserPoolClientCommandInput[Name]>]?:
              | NonNullable<UpdateUserPoolClientCommandInput[Name]>[Member]
              | null
          })
    | null
    | undefined
}

export async function createUserPoolClient(
  service: AdminService,
  settings: NewUserPoolClient,
): Promise<UserPoolClient> {
  checkObject('settings', settings)
  checkText('ClientName', settings.ClientName)
  const { UserPoolClient = {} } = await service.call('CreateUserPoolClient', settings)
  return UserPoolClient
}

export async function describeUserPoolClient(service: AdminService, clientId: string): Promise<UserPoolClient> {
  const input = { ClientId: checkText('clientId', clientId) }
  const { UserPoolClient = {} } = await service.call('DescribeUserPoolClient', input)
  return UserPoolClient
}

/** The service resets whatever an update does not name: so everything is read first, and written back. */
export function updateUserPoolClient(
  service: AdminService,
  clientId: string,
  changes: UserPoolClientChanges,
): Promise<UserPoolClient> {
  checkObject('changes', changes)
  return readMergeWrite(async () => {
    const current = await describeUserPoolClient(service, clientId)
    const { ClientSecret: _secret, CreationDate: _created, LastModifiedDate: _modified, ...settings } = current
    const input = { ...merge(settings, changes), ClientId: clientId, UserPoolId: service.userPoolId }
    const { UserPoolClient = {} } = await service.call('UpdateUserPoolClient', input)
    return UserPoolClient
  })
}

export async function deleteUserPoolClient(service: AdminService, clientId: string): Promise<void> {
  await service.call('DeleteUserPoolClient', { ClientId: checkText('clientId', clientId) })
}

/** What a list tells of an app client. */
export interface UserPoolClientSummary {
  /** Its id, which is no secret. */
  readonly clientId: string
  /** What people call it. */
  readonly clientName: string
}

const readSummary = ({ ClientId = '', ClientName = '' }: UserPoolClientDescription): UserPoolClientSummary => ({
  clientId: ClientId,
  clientName: ClientName,
})

export function listUserPoolClients(
  service: AdminService,
  options: ListOptions = {},
): AsyncGenerator<UserPoolClientSummary, void, void> {
  const MaxResults = pageSizeOf(options)
  return everyItem(async token => {
    const output = await service.call('ListUserPoolClients', { MaxResults, NextToken: token }, options)
    return { items: (output.UserPoolClients ?? []).map(readSummary), next: output.NextToken }
  })
}
