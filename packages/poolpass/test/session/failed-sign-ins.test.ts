import { TokenType } from 'poolpass'
import { describe, expect, test } from 'vitest'
import { hear, names } from './support/events.js'
import { withFactors } from './support/factors.js'
import { wrong } from './support/totp.js'
import { failure, startWorld, until } from './support/world.js'

const ACCESS = TokenType.ACCESS_TOKEN
const failed = (code: string) => ({ event: 'signInFailed', payload: { username: 'alice', error: { code } } })

describe('a sign-in that fails', () => {
  test('R12 for a pool that is down is told by an event and by explain(), until one succeeds', async () => {
    const { cognito, settle } = await startWorld()
    const pool = { isDown: true }
    const alice = cognito({
      deadlineSeconds: 1,
      fetch: async (...request) => {
        if (pool.isDown) throw new TypeError('fetch failed')
        return fetch(...request)
      },
    })
    const heard = hear(alice)
    const waiting = Promise.all(Array.from({ length: 5 }, () => failure(alice.token(ACCESS))))
    expect(await settle(waiting)).toMatchObject(Array(5).fill({ code: 'ERR_POOLPASS_UNAVAILABLE' }))
    expect(heard).toMatchObject([failed('ERR_POOLPASS_UNAVAILABLE')])
    expect(alice.explain()).toMatchObject({
      state: 'refused',
      lastRefusal: { code: 'ERR_POOLPASS_UNAVAILABLE', message: expect.stringContaining('fetch failed') },
      nextAttemptAt: undefined,
    })
    pool.isDown = false
    await alice.token(ACCESS)
    expect(names(heard)).toEqual(['signInFailed', 'signedIn'])
    expect(alice.explain()).toMatchObject({ state: 'signed-in', lastRefusal: undefined })
  })

  test('R12 keeps its reason when the machine sleeps beyond the deadline between two attempts', async () => {
    const { clock, cognito } = await startWorld()
    const methods: unknown[] = []
    const alice = cognito({
      fetch: (_, init) => {
        methods.push(init?.method)
        throw new TypeError('fetch failed')
      },
    })
    const error = failure(alice.token(ACCESS))
    await until(() => clock.sleeping === 1)
    clock.advance({ seconds: 3_600 })
    expect(await error).toMatchObject({
      code: 'ERR_POOLPASS_UNAVAILABLE',
      message: expect.stringContaining('fetch failed'),
    })
    expect(methods.filter(method => method === 'POST')).toHaveLength(1)
  })

  test('R11 with a wrong password is told once for each that was tried, not for what is answered from memory', async () => {
    const { cognito } = await startWorld()
    const alice = cognito({ password: 'Wrong-Horse-1' })
    const heard = hear(alice)
    for (let i = 0; i < 3; i++) await failure(alice.token(ACCESS))
    expect(heard).toMatchObject([failed('ERR_POOLPASS_WRONG_CREDENTIALS')])
    await failure(alice.authenticate())
    expect(heard).toMatchObject(Array(2).fill(failed('ERR_POOLPASS_WRONG_CREDENTIALS')))
  })

  test('for a function that gives no password is told, too', async () => {
    const { cognito } = await startWorld()
    const alice = cognito({
      password() {
        throw new Error('the vault is closed')
      },
    })
    const heard = hear(alice)
    await failure(alice.token(ACCESS))
    await failure(alice.authenticate())
    expect(heard).toMatchObject(Array(2).fill(failed('ERR_POOLPASS_CALLBACK')))
    expect(alice.explain().lastRefusal).toMatchObject({ code: 'ERR_POOLPASS_CALLBACK' })
  })

  test('R13 has not failed at a challenge, nor by a wrong answer to it', async () => {
    const { cognito, local } = await startWorld(withFactors(['SMS_MFA']))
    const alice = cognito()
    const heard = hear(alice)
    await failure(alice.token(ACCESS))
    await failure(alice.respondToSmsMfaChallenge(wrong(local.inbox.at(-1)?.code ?? '')))
    expect(names(heard)).toEqual(['challenge'])
    expect(alice.explain()).toMatchObject({ state: 'refused', lastRefusal: { code: 'ERR_POOLPASS_CHALLENGE' } })
  })

  test('R14 is not told when logout() came first', async () => {
    const { cognito, local } = await startWorld()
    const alice = cognito({ password: 'Wrong-Horse-1' })
    const heard = hear(alice)
    const signingIn = failure(alice.token(ACCESS))
    local.failNext({
      operation: 'InitiateAuth',
      error: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
    await alice.logout()
    await signingIn
    expect(names(heard)).toEqual(['signedOut'])
    expect(alice.explain()).toMatchObject({ state: 'signed-out', lastRefusal: undefined })
  })
})
