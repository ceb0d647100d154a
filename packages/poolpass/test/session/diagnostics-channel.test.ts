import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { EVENTS, type Heard, hear, names } from './support/events.js'
import { ALICE, startWorld } from './support/world.js'

/** Everything that is published in this process, by event. */
function listen() {
  const published: { event: string; message: Record<string, unknown> }[] = []
  const handler = (message: unknown, channel: string | symbol) =>
    void published.push({
      event: String(channel).replace('poolpass:', ''),
      message: message as Record<string, unknown>,
    })
  for (const event of EVENTS) subscribe(`poolpass:${event}`, handler)
  onTestFinished(() => {
    for (const event of EVENTS) unsubscribe(`poolpass:${event}`, handler)
  })
  return published
}

test('every event is published too, and says which pool and client it is of', async () => {
  const published = listen()
  const { local, cognito, clock, settle } = await startWorld()
  const session = cognito()
  const heard: Heard[] = hear(session)
  await session.authenticate(ALICE)
  await session.renewAccessToken()
  clock.advance({ seconds: 3_601 })
  local.failNext({ operation: 'GetTokensFromRefreshToken', error: 'InternalErrorException', status: 500, times: 50 })
  await settle(session.renewAccessToken().catch(() => {}))
  await session.logout()
  expect(names(heard)).toEqual(['signedIn', 'renewed', 'renewalFailed', 'signedOut'])
  const { userPoolId, clientId } = local
  expect(published).toEqual(
    heard.map(({ event, payload }) => ({ event, message: { userPoolId, clientId, ...payload } })),
  )
})

test('it needs no listener on the session, tells sessions apart, and holds no secret', async () => {
  const published = listen()
  const { cognito } = await startWorld()
  const session = cognito()
  await session.authenticate(ALICE)
  const { accessToken, idToken, refreshToken } = session
  await session.logout()
  expect(published.map(({ event, message }) => [event, message.username])).toEqual([
    ['signedIn', 'alice'],
    ['signedOut', 'alice'],
  ])
  const printed = inspect(published, { depth: 9, showHidden: true })
  for (const secret of [accessToken, idToken, refreshToken, ALICE.password]) expect(printed).not.toContain(secret)
})

test('after close() a session has no listeners, and goes on to be published', async () => {
  const { cognito } = await startWorld()
  const session = cognito()
  await session.authenticate(ALICE)
  const heard = hear(session)
  await session.close()
  const published = listen()
  await session.logout()
  expect([names(heard), published.map(({ event }) => event)]).toEqual([[], ['signedOut']])
})
