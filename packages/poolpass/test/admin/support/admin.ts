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
): Promise<AdminWorld> {
  const world = await startWorld(options)
  const { userPoolId, clientId, endpoint } = world.local
  const client = { endpoint, credentials, maxAttempts: 1 }
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
