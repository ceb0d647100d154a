import { expect } from 'vitest'
import type { Case } from '../case.js'
import { failureOf } from '../failures.js'

export const retryOptionCases: readonly Case[] = [
  {
    rule: 'R7',
    name: 'retryUnauthorized: false returns the 401 and renews nothing',
    async run(context) {
      const { signedIn, send, api } = context
      const auth = await signedIn({ retryUnauthorized: false })
      api.refuseNext(1)
      const answer = await send(auth, { method: 'POST', body: 'a body' })
      expect(answer.status).toBe(401)
      expect(answer.text).toContain('refused on request of the test')
      expect((await send(auth)).status).toBe(200)
      expect([api.requests.length, context.renewals]).toEqual([2, 0])
    },
  },
  {
    rule: 'R7',
    name: 'retryUnauthorized as a function is asked with the request and its 401, and obeyed',
    needs: ['body-replays'],
    async run(context) {
      const { signedIn, send, api } = context
      const asked: { method: string; url: string; tokenSent: boolean; hint: string | null; status: number }[] = []
      let answer = false
      const auth = await signedIn({
        retryUnauthorized: (request, response) => {
          asked.push({
            method: request.method,
            url: request.url,
            tokenSent: request.headers.has('authorization'),
            hint: request.headers.get('x-hint'),
            status: response.status,
          })
          return answer
        },
      })
      const url = `${api.origin}/protected?page=2`
      const request = { url, method: 'PUT', body: 'a body', headers: { 'X-Hint': 'yes' } }
      api.refuseNext(1)
      expect((await send(auth, request)).status).toBe(401)
      expect(context.renewals).toBe(0)
      answer = true
      api.refuseNext(1)
      expect((await send(auth, request)).status).toBe(200)
      expect(context.renewals).toBe(1)
      const expected = { method: 'PUT', url, tokenSent: true, hint: 'yes', status: 401 }
      expect(asked).toEqual([expected, expected])
    },
  },
  {
    rule: 'R7',
    name: 'retryUnauthorized as a function is not asked about other answers',
    async run({ signedIn, send }) {
      let asked = 0
      const auth = await signedIn({
        retryUnauthorized: () => {
          asked++
          return true
        },
      })
      expect((await send(auth)).status).toBe(200)
      expect(asked).toBe(0)
    },
  },
  {
    rule: 'R7',
    name: 'retryUnauthorized that gives a promise, which is neither true nor false yet, is an error that names it',
    needs: ['replays'],
    async run({ signedIn, send, api }) {
      const auth = await signedIn({ retryUnauthorized: (async () => false) as never })
      api.refuseNext(1)
      const error = await failureOf(send(auth))
      // Undici's fetch makes it the cause of its own.
      const named = expect.objectContaining({ code: 'ERR_POOLPASS_INVALID_OPTION', option: 'retryUnauthorized' })
      expect([error, (error as Error).cause]).toContainEqual(named)
      expect(api.requests).toHaveLength(1)
    },
  },
]
