import { Cognito, SrpAuth } from 'poolpass'
import { expect } from 'vitest'
import type { Case } from '../case.js'
import { times } from '../context.js'

export const restoredSessionCases: readonly Case[] = [
  {
    rule: 'R2',
    name: 'a restored session with a fresh token fetches the keys once and asks nothing else',
    async run({ signedIn, connection, send, local, clock }) {
      const first = await signedIn()
      const state = JSON.parse(JSON.stringify(first.cognito.exportState()))
      clock.advance({ seconds: 1_200 })
      local.counts.reset()
      const auth = new SrpAuth({ cognito: Cognito.restore(state, connection()) })
      const answers = await Promise.all(times(50, () => send(auth)))
      for (let i = 0; i < 50; i++) answers.push(await send(auth))
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      expect(local.counts.all()).toEqual({ jwks: 1 })
    },
  },
  {
    rule: 'R4',
    name: 'a restored session whose token has expired renews once and signs nobody in',
    async run({ signedIn, connection, send, local, clock }) {
      const first = await signedIn()
      const state = JSON.parse(JSON.stringify(first.cognito.exportState()))
      clock.advance({ seconds: 7_200 })
      local.counts.reset()
      const auth = new SrpAuth({ cognito: Cognito.restore(state, connection()) })
      const answers = await Promise.all(times(50, () => send(auth)))
      expect(answers.every(({ status }) => status === 200)).toBe(true)
      expect(local.counts.all()).toEqual({ jwks: 1, GetTokensFromRefreshToken: 1 })
    },
  },
]
