import { createSigningKeys, startLocalCognito } from '@poolpass/local'
import { CognitoAdmin, equals } from 'poolpass/admin'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hasAwsCli, hasBoto3, toolsFor } from './support/tools.js'
import { PASSWORD, signIn } from './support/wire.js'

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

const signingKeys = await createSigningKeys()
const PROVIDER = { client_id: 'us', client_secret: 'hush', authorize_scopes: 'openid' }

/** What an administrator does to a new pool: written once for each tool. */
interface Script {
  /** Makes a group, a member of it who can sign in, and an identity provider. */
  write(name: string): Promise<void>
  /** Everything that a script wrote under this name. */
  read(name: string): Promise<object>
}

/** What `read` finds after `write`, whichever tool did which. */
const written = (name: string) => ({
  group: { GroupName: `${name}-staff`, Precedence: 5 },
  members: [name],
  groups: [`${name}-staff`],
  found: [{ username: name, email: `${name}@example.com`, status: 'CONFIRMED', enabled: true }],
  provider: PROVIDER,
})

async function start() {
  const local = await startLocalCognito({ signingKeys, users: [{ username: 'somebody', password: PASSWORD }] })
  onTestFinished(() => local.close())
  return local
}

type Local = Awaited<ReturnType<typeof start>>

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

function poolpassScript(local: Local): Script {
  const client = { endpoint: local.endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
  const admin = new CognitoAdmin({ userPoolId: local.userPoolId, client })
  onTestFinished(() => admin.close())
  return {
    async write(name) {
      await admin.createGroup(`${name}-staff`, { precedence: 5 })
      await admin.createUser({ username: name, attributes: { email: `${name}@example.com` }, invitation: 'none' })
      await admin.setPassword(name, PASSWORD)
      await admin.addUserToGroup(name, `${name}-staff`)
      await admin.createIdentityProvider({ providerName: name, providerType: 'Google', providerDetails: PROVIDER })
    },
    async read(name) {
      const { groupName, precedence } = await admin.getGroup(`${name}-staff`)
      const [found, members, groups] = await Promise.all([
        all(admin.users({ filter: equals('email', `${name}@example.com`) })),
        all(admin.usersInGroup(`${name}-staff`)),
        all(admin.groupsForUser(name)),
      ])
      return {
        group: { GroupName: groupName, Precedence: precedence },
        members: members.map(({ username }) => username),
        groups: groups.map(group => group.groupName),
        found: found.map(({ username, attributes, status, enabled }) => ({
          username,
          email: attributes.email,
          status,
          enabled,
        })),
        provider: (await admin.describeIdentityProvider(name)).providerDetails,
      }
    },
  }
}

interface WireUser {
  Username: string
  Attributes: { Name: string; Value: string }[]
  UserStatus: string
  Enabled: boolean
}

const shown = ({ Username, Attributes, UserStatus, Enabled }: WireUser) => ({
  username: Username,
  email: Attributes.find(({ Name }) => Name === 'email')?.Value,
  status: UserStatus,
  enabled: Enabled,
})

function cliScript(local: Local): Script {
  const { aws } = toolsFor(local)
  const pool = ['--user-pool-id', local.userPoolId]
  return {
    async write(name) {
      const [user, group] = [
        ['--username', name],
        ['--group-name', `${name}-staff`],
      ]
      const email = ['--user-attributes', `Name=email,Value=${name}@example.com`]
      await aws('create-group', ...pool, ...group, '--precedence', '5')
      await aws('admin-create-user', ...pool, ...user, ...email, '--message-action', 'SUPPRESS')
      await aws('admin-set-user-password', ...pool, ...user, '--password', PASSWORD, '--permanent')
      await aws('admin-add-user-to-group', ...pool, ...user, ...group)
      const details = ['--provider-details', JSON.stringify(PROVIDER)]
      await aws('create-identity-provider', ...pool, '--provider-name', name, '--provider-type', 'Google', ...details)
    },
    async read(name) {
      const group = [...pool, '--group-name', `${name}-staff`]
      const { Group } = await aws('get-group', ...group)
      const members = await aws('list-users-in-group', ...group)
      const groups = await aws('admin-list-groups-for-user', ...pool, '--username', name)
      const found = await aws('list-users', ...pool, '--filter', `email = "${name}@example.com"`)
      const { IdentityProvider } = await aws('describe-identity-provider', ...pool, '--provider-name', name)
      return {
        group: { GroupName: Group.GroupName, Precedence: Group.Precedence },
        members: members.Users.map(({ Username }: WireUser) => Username),
        groups: groups.Groups.map(({ GroupName }: { GroupName: string }) => GroupName),
        found: found.Users.map(shown),
        provider: IdentityProvider.ProviderDetails,
      }
    },
  }
}

function boto3Script(local: Local): Script {
  const run = (name: string, script: string) =>
    toolsFor(local).boto3(`
import boto3, json
cognito = boto3.client('cognito-idp')
pool, name, group = '${local.userPoolId}', '${name}', '${name}-staff'
email = name + '@example.com'
${script}`)
  return {
    write: name =>
      run(
        name,
        `
cognito.create_group(UserPoolId=pool, GroupName=group, Precedence=5)
attributes = [{'Name': 'email', 'Value': email}]
cognito.admin_create_user(UserPoolId=pool, Username=name, UserAttributes=attributes, MessageAction='SUPPRESS')
cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password='${PASSWORD}', Permanent=True)
cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName=group)
cognito.create_identity_provider(UserPoolId=pool, ProviderName=name, ProviderType='Google',
    ProviderDetails=json.loads('${JSON.stringify(PROVIDER)}'))
print('null')`,
      ),
    async read(name) {
      const { group, found, ...rest } = await run(
        name,
        `
found = cognito.list_users(UserPoolId=pool, Filter='email = "' + email + '"')['Users']
members = cognito.list_users_in_group(UserPoolId=pool, GroupName=group)['Users']
groups = cognito.admin_list_groups_for_user(UserPoolId=pool, Username=name)['Groups']
provider = cognito.describe_identity_provider(UserPoolId=pool, ProviderName=name)['IdentityProvider']
print(json.dumps({
    'group': cognito.get_group(UserPoolId=pool, GroupName=group)['Group'],
    'members': [user['Username'] for user in members],
    'groups': [group['GroupName'] for group in groups],
    'found': found, 'provider': provider['ProviderDetails'],
}, default=str))`,
      )
      const { GroupName, Precedence } = group
      return { ...rest, group: { GroupName, Precedence }, found: found.map(shown) }
    },
  }
}

describe.runIf(hasAwsCli || hasBoto3)('one admin script, by several tools', () => {
  it('reads in each tool what the others wrote', async () => {
    const local = await start()
    const scripts = {
      poolpass: poolpassScript(local),
      ...(hasAwsCli && { awscli: cliScript(local) }),
      ...(hasBoto3 && { boto3: boto3Script(local) }),
    }
    await Promise.all(Object.entries(scripts).map(([writer, script]) => script.write(writer)))
    const writers = Object.keys(scripts)
    const readAll = async ([reader, script]: [string, Script]) => {
      for (const writer of writers.filter(name => name !== reader)) {
        expect(await script.read(writer), `${reader} reads ${writer}`).toEqual(written(writer))
      }
    }
    await Promise.all(Object.entries(scripts).map(readAll))
    for (const username of writers) expect((await signIn(local, { username })).error).toBe('')
  }, 180_000)
})
