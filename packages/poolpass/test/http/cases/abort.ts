import { expect } from 'vitest'
import type { Case } from '../case.js'
import { gate, times, until } from '../context.js'
import { abortReason, failureOf, failuresOf } from '../failures.js'
import { countListeners } from '../listeners.js'

const EXPIRED = { seconds: 3_700 }

export const abortCases: readonly Case[] = [
  {
    rule: 'R10',
    name: 'who aborts while a sign-in is awaited gets their own reason; the others are served by the same sign-in',
    async run(context) {
      const { auth, send, local, api } = context
      const view = auth()
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const reason = { why: 'the user closed the tab' }
      const caller = new AbortController()
      const impatient = times(10, () => send(view, { signal: caller.signal }))
      const patient = times(10, () => send(view))
      await until(() => context.signIns === 1)
      caller.abort(reason)
      expect((await failuresOf(impatient)).map(error => abortReason(error) === reason)).toEqual(times(10, () => true))
      expect(api.requests).toHaveLength(0)
      pool.open()
      expect((await Promise.all(patient)).every(({ status }) => status === 200)).toBe(true)
      expect([context.signIns, api.requests.length]).toEqual([1, 10])
    },
  },
  {
    rule: 'R10',
    name: 'a sign-in that nobody waits for any more goes on, and serves the next request',
    async run(context) {
      const { auth, send, local } = context
      const view = auth()
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const caller = new AbortController()
      const answer = send(view, { signal: caller.signal })
      await until(() => context.signIns === 1)
      caller.abort()
      expect(abortReason(await failureOf(answer))).toMatchObject({ name: 'AbortError' })
      pool.open()
      await until(() => view.cognito.accessToken !== undefined)
      expect((await send(view)).status).toBe(200)
      expect(context.signIns).toBe(1)
    },
  },
  {
    rule: 'R10',
    name: 'a renewal that was sent completes although its only caller has left',
    async run(context) {
      const { signedIn, send, local, clock } = context
      const auth = await signedIn()
      const old = auth.cognito.accessToken
      clock.advance(EXPIRED)
      const pool = gate()
      local.failNext({ operation: 'GetTokensFromRefreshToken', until: pool.opened })
      const caller = new AbortController()
      const answer = send(auth, { signal: caller.signal })
      await until(() => context.renewals === 1)
      caller.abort('left')
      expect(abortReason(await failureOf(answer))).toBe('left')
      pool.open()
      await until(() => auth.cognito.accessToken !== old)
      expect((await send(auth)).status).toBe(200)
      expect(context.renewals).toBe(1)
    },
  },
  {
    rule: 'R10',
    name: 'who aborts while a renewal after a 401 is awaited gets their own reason',
    needs: ['replays'],
    async run(context) {
      const { signedIn, send, local, api } = context
      const auth = await signedIn()
      const pool = gate()
      local.failNext({ operation: 'GetTokensFromRefreshToken', until: pool.opened })
      api.refuseNext(1)
      const caller = new AbortController()
      const answer = send(auth, { signal: caller.signal })
      await until(() => context.renewals === 1)
      const reason = new Error('mine')
      caller.abort(reason)
      expect(abortReason(await failureOf(answer))).toBe(reason)
      pool.open()
      expect((await send(auth)).status).toBe(200)
      expect(context.renewals).toBe(1)
    },
  },
  {
    rule: 'R10',
    name: 'a signal that was aborted before: nothing is sent to anyone',
    async run({ auth, send, local, api }) {
      const reason = { why: 'too late' }
      const error = await failureOf(send(auth(), { signal: AbortSignal.abort(reason) }))
      // Some of undici's functions do not look at the reason of such a signal.
      if (Object(error).code !== 'UND_ERR_ABORTED') expect(abortReason(error)).toBe(reason)
      expect(local.counts.all()).toEqual({})
      expect(api.requests).toHaveLength(0)
    },
  },
  {
    rule: 'R10',
    name: 'AbortSignal.timeout ends the wait with its TimeoutError',
    async run({ auth, send, local }) {
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const error = await failureOf(send(auth(), { signal: AbortSignal.timeout(20) }))
      expect(abortReason(error)).toMatchObject({ name: 'TimeoutError' })
      pool.open()
    },
  },
  {
    rule: 'R10',
    name: 'the signal of a Request object counts',
    needs: ['request-objects'],
    async run(context) {
      const { auth, send, local, api } = context
      const pool = gate()
      local.failNext({ operation: 'InitiateAuth', until: pool.opened })
      const caller = new AbortController()
      const answer = send(auth(), { url: new Request(`${api.origin}/protected`, { signal: caller.signal }) })
      await until(() => context.signIns === 1)
      const reason = new Error('mine')
      caller.abort(reason)
      expect(abortReason(await failureOf(answer))).toBe(reason)
      pool.open()
    },
  },
  {
    rule: 'R10',
    name: 'an abort after the token is there reaches the API’s connection',
    async run({ signedIn, send, api }) {
      const auth = await signedIn()
      const slow = gate()
      api.holdNext(slow.opened)
      const caller = new AbortController()
      const answer = send(auth, { signal: caller.signal })
      await until(() => api.requests.length === 1)
      const reason = new Error('mine')
      caller.abort(reason)
      expect(abortReason(await failureOf(answer))).toBe(reason)
      await until(() => api.abandoned === 1)
      slow.open()
    },
  },
  {
    rule: 'R10',
    name: 'a caller’s signal keeps no listener of ours',
    needs: ['hidden-signals'],
    async run({ auth, send, clock }) {
      const view = auth()
      const caller = new AbortController()
      const listeners = countListeners(caller.signal)
      const { fetch } = globalThis
      // Fetch itself takes its listeners off when the garbage collector finds them: it does not get to see the signal.
      globalThis.fetch = (input, init) => fetch(input, { ...init, signal: null })
      try {
        for (let i = 0; i < 3; i++) {
          expect((await send(view, { signal: caller.signal })).status).toBe(200)
          clock.advance(EXPIRED)
        }
      } finally {
        globalThis.fetch = fetch
      }
      expect(listeners()).toBe(0)
    },
  },
]
