import { fork } from 'node:child_process'
import { once } from 'node:events'
import { benchFolder } from './run-program.js'

export interface Server {
  /** Where a client signs in and calls an API without a delay: what `programs/cold.mjs` takes. */
  readonly near: Readonly<Record<string, string>>
  /** Where it is told what to do, see `programs/server.mjs`. */
  readonly control: string
}

interface ServerOptions {
  /** How long its access tokens live. */
  readonly accessTokenSeconds?: number
  /** By how much it holds up each renewal. */
  readonly renewalDelayMs?: number
}

export async function withServer<Result>(
  use: (server: Server) => Promise<Result>,
  { accessTokenSeconds = 3_600, renewalDelayMs = 0 }: ServerOptions = {},
): Promise<Result> {
  const plan = JSON.stringify({ accessTokenSeconds, renewalDelayMs })
  const child = fork(`${benchFolder}programs/server.mjs`, [plan], { execArgv: [] })
  try {
    const exited = once(child, 'exit').then(() => Promise.reject(new Error('the server process ended')))
    exited.catch(() => {})
    const [server] = (await Promise.race([once(child, 'message'), exited])) as [Server]
    return await use(server)
  } finally {
    if (child.connected) child.disconnect()
  }
}
