import { connect, createServer } from 'node:net'
import { startLocalCognito } from '@poolpass/local'
import { Cognito } from 'poolpass'
import { expect, onTestFinished, test, vi } from 'vitest'

const ALICE = { username: 'alice', password: 'Correct-Horse-9' }

/** A way to that port on which connections are counted. */
async function countedWayTo(port: number) {
  let connections = 0
  const server = createServer(socket => {
    connections++
    const other = connect(port, '127.0.0.1')
    socket.on('error', () => other.destroy()).pipe(other)
    other.on('error', () => socket.destroy()).pipe(socket)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port: own } = server.address() as { port: number }
  return { endpoint: `http://127.0.0.1:${own}`, connections: () => connections }
}

test('R1 the calls of a sign-in share one connection, and the keys come over another', async () => {
  const local = await startLocalCognito({ users: [ALICE] })
  onTestFinished(() => local.close())
  const { userPoolId, clientId, endpoint } = local
  const counts = []
  for (let i = 0; i < 5; i++) {
    const way = await countedWayTo(Number(new URL(endpoint).port))
    const cognito = new Cognito({ userPoolId, clientId, endpoint: way.endpoint, ...ALICE })
    onTestFinished(() => cognito.close())
    await cognito.authenticate()
    counts.push(way.connections())
  }
  expect(Math.max(...counts)).toBe(2)
})

test('R1 a sign-in waits for no timer that a test tool holds up', async () => {
  const local = await startLocalCognito({ users: [ALICE] })
  onTestFinished(() => local.close())
  const { clientOptions, fetch } = local
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const cognito = new Cognito({ ...clientOptions, fetch, ...ALICE })
  await cognito.authenticate()
  expect(cognito.accessToken).toMatch(/^eyJ/)
})
