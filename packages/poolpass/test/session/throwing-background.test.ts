import { TokenType } from 'poolpass'
import { expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { watchUnhandled } from './support/rejections.js'
import { isHonoured } from './support/wire.js'
import { startWorld, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const FAILING = {
  read: async () => undefined,
  write: async () => {
    throw new Error('disk full')
  },
  delete: async () => {},
}

/** As `ctx.waitUntil` does when it is passed on without its `this`, or called after the response. */
function background(): never {
  throw new TypeError('Illegal invocation')
}

test.each([
  ['', undefined],
  [' and the store fails too', FAILING],
])('R20 a background that throws%s: sign-in, renewal and logout go on, with an event', async (_, store) => {
  const { local, clock, cognito, pool, settle } = await startWorld()
  const { rejections, quiet } = watchUnhandled()
  const session = cognito({ pool: pool({ background, store }) })
  const heard = hear(session)
  const first = await session.token(ACCESS)
  expect(session.accessToken).toBe(first)
  clock.advance({ seconds: 2_800 })
  expect(await session.token(ACCESS)).toBe(first)
  await until(() => session.accessToken !== first)
  expect(names(heard).filter(name => name === 'backgroundFailed').length).toBeGreaterThanOrEqual(3)
  const { payload } = heard.find(({ event }) => event === 'backgroundFailed') ?? {}
  expect(payload).toMatchObject({ error: { message: 'Illegal invocation' } })
  const refreshToken = session.refreshToken as string
  await settle(session.logout())
  expect(await isHonoured(local, refreshToken)).toBe(false)
  await quiet()
  expect(rejections).toEqual([])
})
