import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { LocalCognitoOptions, LocalPoolConfig, LocalUser } from './options.js'

const DEFAULT_PORT = 9230

export const USAGE = `Usage: poolpass-local [options]

A Cognito user pool on this machine, for development and tests.

  --port NUMBER          port to listen on, 0 for any free one (default ${DEFAULT_PORT})
  --host ADDRESS         address to listen on (default 127.0.0.1)
  --allow-host NAME      accept this Host header besides loopback names; repeatable
  --user NAME:PASSWORD   a confirmed user; repeatable
  --pool-id ID           user pool id (default us-east-1_LocalPool)
  --client-id ID         app client id (default poolpasslocalclient0000001)
  --client-secret TEXT   give the app client this secret (24-64 letters and digits)
  --access-seconds N     lifetime of access and ID tokens, also below Cognito's five minutes
  --data DIR             keep pools, users and keys in this directory (needs the package lmdb)
  --config FILE          JSON with pools, their clients, users and groups
  --json                 print one line of JSON when ready
  --help, --version
`

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  user: { type: 'string', multiple: true },
  'pool-id': { type: 'string' },
  'client-id': { type: 'string' },
  'client-secret': { type: 'string' },
  'access-seconds': { type: 'string' },
  data: { type: 'string' },
  config: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const

type Flags = ReturnType<typeof parseFlags>

const parseFlags = (args: readonly string[]) => parseArgs({ args: [...args], options: FLAGS, strict: true }).values

/** What the command line asks for. */
export interface Command {
  readonly action: 'start' | 'help' | 'version'
  readonly isJson: boolean
  readonly options: LocalCognitoOptions
}

function wholeNumber(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d+$/.test(text)) throw new TypeError(`--${flag} must be a whole number, not '${text}'`)
  return Number(text)
}

// The password stays out of the message: a terminal's scroll-back is read by others.
function readUser(text: string): LocalUser {
  const colon = text.indexOf(':')
  if (colon < 1 || colon === text.length - 1) throw new TypeError('--user must look like NAME:PASSWORD')
  return { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A file holds `{ "pools": [...] }`, or the members of a single pool. */
async function readConfig(file: string): Promise<readonly LocalPoolConfig[]> {
  const text = await readFile(file, 'utf8').catch(cause => {
    throw new TypeError(`--config: cannot read ${file}: ${cause.code ?? cause.message}`, { cause })
  })
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (cause) {
    throw new TypeError(`--config: ${file} is not JSON`, { cause })
  }
  if (!isObject(content)) throw new TypeError(`--config: ${file} must hold a JSON object`)
  if (!('pools' in content)) return [content]
  const surplus = Object.keys(content).find(name => name !== 'pools')
  if (surplus) throw new TypeError(`--config: ${surplus} must stand in one of the pools`)
  if (!Array.isArray(content.pools) || !content.pools.every(isObject)) {
    throw new TypeError('--config: pools must be a list of objects')
  }
  return content.pools
}

async function poolOptions(flags: Flags): Promise<Partial<LocalCognitoOptions>> {
  const users = (flags.user ?? []).map(readUser)
  if (flags.config === undefined) {
    return {
      users,
      ...(flags['pool-id'] !== undefined && { userPoolId: flags['pool-id'] }),
      ...(flags['client-id'] !== undefined && { clientId: flags['client-id'] }),
      ...(flags['client-secret'] !== undefined && { clientSecret: flags['client-secret'] }),
    }
  }
  const surplus = (['pool-id', 'client-id', 'client-secret'] as const).find(name => flags[name] !== undefined)
  if (surplus) throw new TypeError(`--${surplus} cannot be combined with --config: put it into the file`)
  const [first = {}, ...others] = await readConfig(flags.config)
  return { pools: [{ ...first, users: [...(first.users ?? []), ...users] }, ...others] }
}

/** @throws {TypeError} naming the flag, or the member of the configuration file. */
export async function readCommandLine(args: readonly string[]): Promise<Command> {
  const flags = parseFlags(args)
  const isJson = flags.json ?? false
  if (flags.help || flags.version) return { action: flags.help ? 'help' : 'version', isJson, options: {} }
  const seconds = wholeNumber(flags['access-seconds'], 'access-seconds')
  const options = {
    ...(await poolOptions(flags)),
    port: wholeNumber(flags.port, 'port') ?? DEFAULT_PORT,
    ...(flags.host !== undefined && { host: flags.host }),
    ...(flags.data !== undefined && { dataDirectory: flags.data }),
    ...(flags['allow-host'] !== undefined && { allowedHosts: flags['allow-host'] }),
    ...(seconds !== undefined && { tokenLifetimes: { accessTokenSeconds: seconds, idTokenSeconds: seconds } }),
  }
  return { action: 'start', isJson, options }
}
