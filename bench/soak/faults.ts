import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { type LoopbackServer, startLoopbackServer } from '../../examples/shared/loopback-server.js'

/** What can happen to a call on its way to the pool, or to its answer on the way back. */
export type Fault = 'server error' | 'throttled' | 'dropped before' | 'dropped after' | 'stalled'

const FAULTS: readonly Fault[] = ['server error', 'throttled', 'dropped before', 'dropped after', 'stalled']
const STALL_MS = 2_000

export interface FaultyGate extends LoopbackServer {
  readonly counts: Record<Fault | 'calls', number>
}

/** A proxy in front of the pool that spoils a part of the calls. The pool itself knows nothing of it. */
export async function startFaultyGate(poolUrl: string, share: number, random: () => number): Promise<FaultyGate> {
  const counts = { calls: 0, ...Object.fromEntries(FAULTS.map(fault => [fault, 0])) } as FaultyGate['counts']
  const server = await startLoopbackServer(async (message, response) => {
    counts.calls++
    const fault = random() < share ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined
    if (fault) counts[fault]++
    if (fault === 'server error') return answer(response, 500, 'InternalErrorException')
    if (fault === 'throttled') return answer(response, 400, 'TooManyRequestsException')
    if (fault === 'dropped before') return void message.socket.destroy()
    if (fault === 'stalled') await new Promise(resolve => setTimeout(resolve, STALL_MS))
    const target = fault === 'dropped after' ? undefined : response
    await pass(poolUrl, message, target)
    if (!target) message.socket.destroy()
  })
  return { ...server, counts }
}

function answer(response: ServerResponse, status: number, type: string): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(JSON.stringify({ __type: type, message: 'put in the way by the soak' }))
}

/** @param response Where the answer goes; without one it is lost. */
function pass(poolUrl: string, message: IncomingMessage, response: ServerResponse | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const { method, headers, url } = message
    const onward = forward(new URL(url ?? '/', poolUrl), { method, headers }, reply => {
      response?.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.on('end', resolve).on('error', reject)
      if (response) reply.pipe(response)
      else reply.resume()
    })
    onward.on('error', reject)
    message.pipe(onward)
  })
}
