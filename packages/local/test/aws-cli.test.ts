import { createSigningKeys, type LocalCognito, startLocalCognito } from '@poolpass/local'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasAwsCli, hasBoto3, toolsFor } from './support/tools.js'
import { PASSWORD, signIn } from './support/wire.js'

let local: LocalCognito
beforeAll(async () => {
  local = await startLocalCognito({ signingKeys: await createSigningKeys() })
})
afterAll(() => local.close())

const BOTO3 = `
import boto3, json
cognito = boto3.client('cognito-idp')
pool = cognito.create_user_pool(PoolName='from boto3')['UserPool']['Id']
client = cognito.create_user_pool_client(UserPoolId=pool, ClientName='app')['UserPoolClient']['ClientId']
cognito.admin_create_user(UserPoolId=pool, Username='alice', MessageAction='SUPPRESS')
cognito.admin_set_user_password(UserPoolId=pool, Username='alice', Password='${PASSWORD}', Permanent=True)
try:
    cognito.admin_get_user(UserPoolId=pool, Username='nobody')
except cognito.exceptions.UserNotFoundException as error:
    message = error.response['Error']['Message']
cognito.admin_disable_user(UserPoolId=pool, Username='alice')
cognito.admin_enable_user(UserPoolId=pool, Username='alice')
created = cognito.admin_get_user(UserPoolId=pool, Username='alice')
print(json.dumps({
    'pool': pool, 'client': client, 'message': message,
    'status': created['UserStatus'], 'year': created['UserCreateDate'].year,
}))
`

describe.runIf(hasAwsCli)('the AWS CLI', () => {
  it('makes a pool, a client and a user, who signs in by SRP', async () => {
    const { aws } = toolsFor(local)
    const { UserPool } = await aws('create-user-pool', '--pool-name', 'from the CLI')
    const pool = ['--user-pool-id', UserPool.Id]
    const { UserPoolClient } = await aws('create-user-pool-client', ...pool, '--client-name', 'app')
    const user = [...pool, '--username', 'alice']
    expect((await aws('admin-create-user', ...user, '--message-action', 'SUPPRESS')).User.Username).toBe('alice')
    await aws('admin-set-user-password', ...user, '--password', PASSWORD, '--permanent')
    expect((await aws('admin-get-user', ...user)).UserStatus).toBe('CONFIRMED')

    const there = { ...local, userPoolId: UserPool.Id, clientId: UserPoolClient.ClientId }
    expect((await signIn(there)).error).toBe('')
    await aws('delete-user-pool', ...pool)
    expect((await signIn(there)).error).toMatch(/^ResourceNotFoundException/)
  }, 120_000)
})

describe.runIf(hasBoto3)('boto3', () => {
  it('makes a pool, a client and a user, who signs in by SRP', async () => {
    const { pool, client, ...seen } = await toolsFor(local).boto3(BOTO3)
    expect(seen).toEqual({ message: 'User does not exist.', status: 'CONFIRMED', year: new Date().getFullYear() })
    expect((await signIn({ ...local, userPoolId: pool, clientId: client })).error).toBe('')
  }, 120_000)
})
