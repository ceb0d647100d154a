import { Readable } from 'node:stream'
import type { CognitoIdentityProviderClientConfig } from '@aws-sdk/client-cognito-identity-provider'
import type { LocalCognitoOptions } from '@poolpass/local'
import { CognitoAdmin, type CognitoAdminOptions } from 'poolpass/admin'
import { onTestFinished } from 'vitest'
import { startWorld, type World } from '../../session/support/world.js'

// The SDK's notice about Node versions.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'

export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }

export interface AdminWorld extends World {
  readonly admin: CognitoAdmin
  /** What the pool was sent with the last call of an operation. */
  lastInput(operation: string): Readonly<Record<string, unknown>>
}

/** A local pool with Alice in it, and who may do everything there. Each call is sent once, unless a test says otherwise. */
export async function startAdmin(
  options: LocalCognitoOptions = {},
  more: Partial<CognitoAdminOptions> = {},
  config: CognitoIdentityProviderClientConfig | ((world: World) => CognitoIdentityProviderClientConfig) = {},
): Promise<AdminWorld> {
  const world = await startWorld(options)
  const { userPoolId, clientId, endpoint } = world.local
  const client = { endpoint, credentials, maxAttempts: 1, ...(typeof config === 'function' ? config(world) : config) }
  const admin = new CognitoAdmin({ userPoolId, clientId, client, clock: world.clock, ...more })
  onTestFinished(() => admin.close())
  return {
    ...world,
    get inFlight() {
      return world.inFlight
    },
    admin,
    lastInput(operation) {
      const request = world.local.requests.filter(request => request.operation === operation).at(-1)
      return request?.input as Readonly<Record<string, unknown>>
    },
  }
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

/** Sends what the SDK sends through a fetch: that of a world's `config` lets `settle` know what is under way. */
export function countedHandler(fetch: typeof globalThis.fetch): Handler {
  const handler = {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: { path: string; method: string; headers: Record<string, string>; body: Uint8Array }) {
      const { path, method, headers } = request
      const body = new TextDecoder().decode(request.body)
      const response = await fetch(`http://${headers.host}${path}`, { method, headers, body })
      const content = Buffer.from(await response.arrayBuffer())
      const answered = { statusCode: response.status, headers: Object.fromEntries(response.headers) }
      return { response: { ...answered, body: Readable.from([content]) } }
    },
  }
  return handler as unknown as Handler
}

type Handler = NonNullable<CognitoIdentityProviderClientConfig['requestHandler']>
