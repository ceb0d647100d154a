import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface ScriptedAnswer {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: string
  /** Keeps the connection open without an answer. */
  readonly silent?: boolean
}

export interface ScriptedServer {
  readonly url: string
  /** Bodies of what came in. */
  readonly received: readonly string[]
}

/** A server on loopback that gives the answers of a script, and its last one for ever. */
export async function startScriptedServer(...script: ScriptedAnswer[]): Promise<ScriptedServer> {
  const received: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    received.push(body)
    const answer = script[Math.min(received.length, script.length) - 1] ?? {}
    if (!answer.silent) response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise<void>(resolve => server.close(() => resolve()))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}
