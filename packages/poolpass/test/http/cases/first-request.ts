import { isPoolpassError } from 'poolpass'
import { expect } from 'vitest'
import type { Case } from '../case.js'
import { gate, times, tokenIn, until } from '../context.js'
import { failuresOf, rootCause } from '../failures.js'

/** Timers that keep the process alive, whosever they are. */
const countTimers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length

export const firstRequestCases: readonly Case[] = [
  {
    rule: 'R1',
    name: '1,000 concurrent first requests make one sign-in of two calls',
    async run({ api, auth, send, local, signIns }) {
      expect(signIns).toBe(0)
      const view = auth()
      const answers = await Promise.all(times(1_000, () => send(view)))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      expect(new Set(api.requests.map(tokenIn)).size).toBe(1)
      expect(local.counts.all()).toMatchObject({ InitiateAuth: 1, RespondToAuthChallenge: 1 })
      expect(local.counts.of('GetTokensFromRefreshToken')).toBe(0)
    },
  },
  {
    rule: 'R1',
    name: 'the keys are fetched beside the sign-in, which does not wait for them before its last call',
    async run({ api, auth, send, local }) {
      const keys = gate()
      const respond = gate()
      local.failNext({ operation: 'jwks', until: keys.opened })
      local.failNext({ operation: 'RespondToAuthChallenge', until: respond.opened })
      const answer = send(auth())
      await until(() => local.counts.of('RespondToAuthChallenge') === 1)
      expect(local.counts.of('jwks')).toBe(1)
      respond.open()
      await until(() => local.requests.some(({ operation, status }) => /^Respond/.test(operation) && status === 200))
      expect(api.requests).toHaveLength(0)
      keys.open()
      expect((await answer).status).toBe(200)
      expect(local.requests).toHaveLength(3)
    },
  },
  {
    rule: 'R1',
    name: 'when the sign-in is refused all 1,000 fail, each with its own error and one cause',
    async run({ api, auth, send, local }) {
      const view = auth({ password: 'Wrong-Horse-9' })
      const errors = await failuresOf(times(1_000, () => send(view)))
      expect(new Set(errors).size).toBe(1_000)
      expect(errors.every(error => isPoolpassError(error, 'ERR_POOLPASS_WRONG_CREDENTIALS'))).toBe(true)
      expect(new Set(errors.map(rootCause)).size).toBe(1)
      expect(local.counts.all()).toMatchObject({ InitiateAuth: 1, RespondToAuthChallenge: 1 })
      expect(api.requests).toHaveLength(0)
    },
  },
  {
    rule: 'R1',
    name: 'when the pool is out of reach all fail, each with its own error and one cause, and the next one tries again',
    async run({ api, auth, send, local, breakPool, advanceUntil, signedIn }) {
      const repair = breakPool({ operation: 'InitiateAuth', dropConnection: 'before' })
      const view = auth({ deadlineSeconds: 2 })
      const errors = await advanceUntil(failuresOf(times(50, () => send(view))))
      expect(new Set(errors).size).toBe(50)
      expect(errors.every(error => isPoolpassError(error, 'ERR_POOLPASS_UNAVAILABLE') && error.retryable)).toBe(true)
      expect(new Set(errors.map(rootCause)).size).toBe(1)
      expect(api.requests).toHaveLength(0)
      repair()
      local.counts.reset()
      expect((await send(view)).status).toBe(200)
      expect(local.counts.of('InitiateAuth')).toBe(1)
      await signedIn()
    },
  },
  {
    rule: 'R1',
    name: 'nothing is asked of the pool before the first request',
    async run(context) {
      const { client, api, auth, signedIn } = context
      client.attach(auth(), api.origin)
      // Somebody else's sign-in takes as long as one that had been started would.
      await signedIn()
      expect(context.signIns).toBe(1)
    },
  },
  {
    rule: 'R2',
    name: '100 further requests with a fresh token ask nothing of the pool and leave no timer',
    async run({ api, signedIn, send, local, clock }) {
      const auth = await signedIn()
      expect((await send(auth)).status).toBe(200)
      local.counts.reset()
      const timersBefore = countTimers()
      for (let i = 0; i < 100; i++) expect((await send(auth)).status).toBe(200)
      expect(local.counts.all()).toEqual({})
      expect(new Set(api.requests.map(tokenIn)).size).toBe(1)
      expect(clock.sleeping).toBe(0)
      await until(() => countTimers() <= timersBefore)
    },
  },
  {
    rule: 'R2',
    name: 'a token within its soft expiry asks nothing of the pool, also when the wall clock was set back and forth',
    async run({ signedIn, send, local, clock }) {
      const auth = await signedIn()
      local.counts.reset()
      clock.advance({ seconds: 1_000 })
      expect((await send(auth)).status).toBe(200)
      clock.jumpWall({ seconds: -900 })
      expect((await send(auth)).status).toBe(200)
      clock.jumpWall({ seconds: 900 })
      expect((await send(auth)).status).toBe(200)
      clock.advance({ seconds: 1_300 })
      expect((await send(auth)).status).toBe(200)
      expect(local.counts.all()).toEqual({})
    },
  },
]
