// The other end, in a process of its own, so that its work is not counted: a local pool, and an API that only answers.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startLocalCognito } from '@poolpass/local'
import { type ServerCounts, type ServerReady, USER } from './connection.js'

const BODY = '{"ok":true}'
const HEADERS = { 'content-type': 'application/json', 'content-length': BODY.length }

async function serve(): Promise<void> {
  const send = (message: ServerReady | ServerCounts) => process.send?.(message)
  // A token that lasts all day: no renewal falls into a measurement.
  const local = await startLocalCognito({ users: [USER], tokenLifetimes: { accessTokenSeconds: 86_400 } })
  let expected = ''
  let requests = 0
  let withoutToken = 0
  const api = createServer((message, response) => {
    requests++
    if (message.headers.authorization !== expected) withoutToken++
    response.writeHead(200, HEADERS).end(BODY)
  })
  api.keepAliveTimeout = 600_000
  await new Promise<void>(resolve => api.listen(0, '127.0.0.1', resolve))

  process.on('message', ({ authorization }: { authorization: string }) => {
    send({ requests, withoutToken })
    expected = authorization
    requests = 0
    withoutToken = 0
  })
  process.on('disconnect', () => process.exit())
  const { userPoolId, clientId, endpoint } = local
  const { port } = api.address() as AddressInfo
  send({ origin: `http://127.0.0.1:${port}`, userPoolId, clientId, endpoint })
}

await serve()
