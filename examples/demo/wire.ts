import type { LocalCognito, RecordedRequest } from '@poolpass/local'
import type { ApiRequest, ProtectedApi } from './protected-api.js'

/** One request as the server at the other end recorded it, ready to be printed: secrets are masked. */
export interface WireLine {
  readonly atMs: number
  readonly to: 'pool' | 'API'
  /** An operation's name, or an HTTP method and path. */
  readonly request: string
  readonly status: number | undefined
  readonly details: string
}

/** How often what was asked for: operation → calls, and requests to the API. */
export interface Traffic {
  readonly pool: Readonly<Record<string, number>>
  readonly api: number
}

/** What both servers received, in the order of arrival. */
export interface WireLog {
  /** @returns What was received since the last call. */
  take(): { lines: readonly WireLine[]; traffic: Traffic }
}

/** Says how long a secret is, and no more of it than every JWT begins with. */
export function mask(secret: string): string {
  const start = secret.startsWith('eyJ') ? secret.slice(0, 5) : ''
  return `${start}…(${secret.length.toLocaleString('en-US')} chars)`
}

/** The member of each operation's input worth showing, and whether it may be shown as it is. */
const SHOWN: Readonly<Record<string, readonly (readonly [path: string, kind: 'plain' | 'secret'])[]>> = {
  InitiateAuth: [
    ['AuthFlow', 'plain'],
    ['AuthParameters.SRP_A', 'secret'],
  ],
  RespondToAuthChallenge: [
    ['ChallengeName', 'plain'],
    ['ChallengeResponses.PASSWORD_CLAIM_SIGNATURE', 'secret'],
  ],
  GetTokensFromRefreshToken: [['RefreshToken', 'secret']],
  RevokeToken: [['Token', 'secret']],
}

function valueAt(input: unknown, path: string): string {
  const value = path.split('.').reduce<unknown>((node, name) => (node as Record<string, unknown>)?.[name], input)
  return typeof value === 'string' ? value : ''
}

/** The pool's counters name documents by a word of their own. */
export const requestName = (operation: string) => (operation === 'jwks' ? 'GET jwks.json' : operation)

function poolLine({ operation, input, status, error, atMs }: RecordedRequest): WireLine {
  const shown = (SHOWN[operation] ?? []).map(([path, kind]) => {
    const value = valueAt(input, path)
    return kind === 'plain' ? value : mask(value)
  })
  return { atMs, to: 'pool', request: requestName(operation), status, details: error ?? shown.join(' ') }
}

function apiLine({ method, path, status, credential, atMs }: ApiRequest): WireLine {
  const [, head = '', token = ''] = /^(.*?)(\S*)$/.exec(credential ?? '') ?? []
  return { atMs, to: 'API', request: `${method} ${path}`, status, details: head && head + mask(token) }
}

function countByName(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

export function createWireLog(local: LocalCognito, api: ProtectedApi): WireLog {
  let poolSeen = local.requests.length
  let apiSeen = api.requests.length
  return {
    take() {
      const poolRequests = local.requests.slice(poolSeen)
      const apiRequests = api.requests.slice(apiSeen)
      poolSeen += poolRequests.length
      apiSeen += apiRequests.length
      const lines = [...poolRequests.map(poolLine), ...apiRequests.map(apiLine)]
      const operations = poolRequests.map(({ operation }) => operation).filter(name => name !== 'jwks')
      return {
        lines: lines.sort((one, other) => one.atMs - other.atMs),
        traffic: { pool: countByName(operations), api: apiRequests.length },
      }
    },
  }
}
