import { boolean, list, oneOf, readInput, required, type Shape, string } from './operations/input/members.js'
import * as scalars from './operations/input/scalars.js'
import { clientSettings, mfaSettings, poolSettings } from './operations/input/settings.js'
import {
  assertMembers,
  type LocalClientConfig,
  type LocalGroup,
  type LocalPoolConfig,
  type LocalUser,
} from './options.js'
import type { Account } from './pool/account.js'
import type { AppClient } from './pool/app-client.js'
import { addToGroup, createGroup } from './pool/groups.js'
import { withSms } from './pool/mfa/offered.js'
import { setMfaPreference } from './pool/mfa/preference.js'
import { fromBase32 } from './pool/mfa/totp.js'
import { invalidParameter, ServiceError } from './pool/service-error.js'
import type { User } from './pool/user.js'
import type { UserPool } from './pool/user-pool.js'
import { createUser, setEnabled } from './pool/users.js'

/** Says of a refusal which part of the configuration it is about. */
function naming<T>(path: string, action: () => T): T {
  const rename = (cause: unknown) => {
    if (!(cause instanceof ServiceError)) throw cause
    throw new TypeError(`${path}: ${cause.message}`, { cause })
  }
  try {
    const result = action()
    return result instanceof Promise ? (result.catch(rename) as T) : result
  } catch (error) {
    return rename(error)
  }
}

const kindsOf = (shape: Shape) => Object.keys(shape)

/** Reads the settings among an object's members; the others must be among `own`. */
function readSettings<const S extends Shape>(shape: S, config: object, own: readonly string[], path: string) {
  const known = new Set([...kindsOf(shape), ...own])
  const unknown = Object.keys(config).find(name => !known.has(name))
  if (unknown !== undefined) throw new TypeError(`${path}.${unknown} is not known here`)
  return naming(path, () => readInput(shape, config))
}

const USER_KINDS = {
  username: 'string',
  password: 'string',
  attributes: 'object',
  groups: 'array',
  temporaryPassword: 'boolean',
  enabled: 'boolean',
  confirmed: 'boolean',
  sub: 'string',
  softwareToken: 'string',
  mfa: 'array',
  preferredMfa: 'string',
} as const satisfies { readonly [Name in keyof LocalUser]-?: string }

const statusOf = ({ confirmed = true, temporaryPassword = false }: LocalUser) =>
  temporaryPassword ? 'FORCE_CHANGE_PASSWORD' : confirmed ? 'CONFIRMED' : 'UNCONFIRMED'

const factor = oneOf('SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP')
const USER_MFA = { mfa: list(factor), preferredMfa: factor }

function setUpMfa(pool: UserPool, user: User, config: LocalUser): void {
  const { mfa = [], preferredMfa } = readInput(USER_MFA, config)
  if (config.softwareToken !== undefined) {
    const secret = fromBase32(config.softwareToken)
    if (secret === undefined) throw invalidParameter('softwareToken is not base32')
    pool.users.change(user, { softwareToken: { secret, usedSteps: new Set() } })
  }
  if (preferredMfa !== undefined && !mfa.includes(preferredMfa)) throw invalidParameter('preferredMfa is not in mfa')
  const preference = (name: (typeof mfa)[number]) => ({ Enabled: true, PreferredMfa: name === preferredMfa })
  setMfaPreference(pool, user, new Map(mfa.map(name => [name, preference(name)])))
}

/** A sub names a user too: somebody may have changed what the username stands for. */
const findConfigured = ({ users }: UserPool, { username, sub = '' }: LocalUser) =>
  users.resolve(username) ?? users.findBySub(sub)

async function addUser(pool: UserPool, config: LocalUser, path: string): Promise<void> {
  const { username, password, attributes = {}, groups = [], enabled = true, sub } = config
  naming(path, () => {
    readInput({ username: required(scalars.username), password: required(scalars.password) }, config)
  })
  const user = await naming(path, () =>
    createUser(pool, {
      username,
      password,
      status: statusOf(config),
      attributes: new Map(Object.entries(attributes)),
      ...(sub !== undefined && { sub }),
    }),
  )
  if (!enabled) setEnabled(pool, user, false)
  naming(path, () => setUpMfa(pool, user, config))
  naming(path, () => {
    for (const name of groups) addToGroup(pool, user, pool.groups.get(name) ?? createGroup(pool, name))
  })
}

const GROUP_KINDS = {
  name: 'string',
  description: 'string',
  roleArn: 'string',
  precedence: 'number',
} as const satisfies { readonly [Name in keyof LocalGroup]-?: string }

function addGroup(pool: UserPool, group: LocalGroup, path: string): void {
  naming(path, () => {
    readInput({ name: required(scalars.groupName) }, group)
    const { name, ...settings } = group
    createGroup(pool, name, settings)
  })
}

const CLIENT_IDENTITY = {
  clientId: scalars.clientId,
  clientSecret: scalars.clientSecret,
  name: scalars.resourceName,
  GenerateSecret: boolean,
}

function addClient(account: Account, pool: UserPool, config: LocalClientConfig, path: string): AppClient {
  const settings = readSettings(clientSettings, config, Object.keys(CLIENT_IDENTITY), path)
  return naming(path, () => {
    const { clientId, clientSecret, name = 'local', GenerateSecret = false } = readInput(CLIENT_IDENTITY, config)
    return account.createClient(pool, {
      name,
      settings,
      ...(clientId !== undefined && { clientId }),
      ...(clientSecret !== undefined && { clientSecret }),
      generatesSecret: GenerateSecret,
    })
  })
}

const POOL_IDENTITY = {
  userPoolId: scalars.userPoolId,
  name: scalars.resourceName,
  issuer: string({ min: 1, max: 1024 }),
}
const POOL_CONTENT = ['mfa', 'clients', 'users', 'groups']

/** What {@link addPool} made. */
export interface AddedPool {
  readonly pool: UserPool
  readonly clients: readonly AppClient[]
}

/** What a pool held before its configuration was read. */
interface Kept {
  readonly clients: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
  readonly users: ReadonlySet<User>
}

const keptBy = ({ clients, groups, users }: UserPool): Kept => ({
  clients: new Set(clients.keys()),
  groups: new Set(groups.keys()),
  users: new Set(users.all()),
})

/** Finds the pool among those that were kept, or makes it. */
function openPool(account: Account, config: LocalPoolConfig, path: string, kept: Set<UserPool>): UserPool {
  const settings = readSettings(poolSettings, config, [...Object.keys(POOL_IDENTITY), ...POOL_CONTENT], path)
  const mfa = config.mfa && readSettings(mfaSettings, config.mfa, [], `${path}.mfa`)
  return naming(path, () => {
    const { userPoolId, name = 'local', issuer } = readInput(POOL_IDENTITY, config)
    const known = [...kept].find(({ id }) => id === userPoolId)
    if (known) {
      // A second configuration of the same pool finds it taken.
      kept.delete(known)
      known.issuer = issuer
      return known
    }
    return account.createPool({
      name,
      settings,
      ...(userPoolId !== undefined && { id: userPoolId }),
      ...(issuer !== undefined && { issuer }),
      ...(mfa && { mfa: { ...withSms(settings, {}), ...mfa } }),
    })
  })
}

/**
 * Makes a pool with all that its configuration says it holds. What was kept of it stays as it is.
 *
 * @param path Where the configuration stands, for messages: e.g. `pools[0]`.
 * @param kept The pools that were there before any configuration was read.
 * @throws {TypeError} naming the member that is wrong.
 */
export async function addPool(
  account: Account,
  config: LocalPoolConfig,
  path: string,
  kept: Set<UserPool>,
): Promise<AddedPool> {
  const pool = openPool(account, config, path, kept)
  const held = keptBy(pool)
  const clients = (config.clients ?? []).map((client, i) => {
    const known = held.clients.has(client.clientId ?? '') ? pool.clients.get(client.clientId ?? '') : undefined
    return known ?? addClient(account, pool, client, `${path}.clients[${i}]`)
  })
  for (const [i, group] of (config.groups ?? []).entries()) {
    assertMembers(group, GROUP_KINDS, `${path}.groups[${i}]`)
    if (!held.groups.has(group.name)) addGroup(pool, group, `${path}.groups[${i}]`)
  }
  // One after the other: of two with the same name it is the second that is refused.
  for (const [i, user] of (config.users ?? []).entries()) {
    assertMembers(user, USER_KINDS, `${path}.users[${i}]`)
    const known = findConfigured(pool, user)
    if (known === undefined || !held.users.has(known)) await addUser(pool, user, `${path}.users[${i}]`)
  }
  return { pool, clients }
}
