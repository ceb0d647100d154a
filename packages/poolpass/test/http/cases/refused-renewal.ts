import { Cognito, isPoolpassError, SessionExpiredError, SrpAuth } from 'poolpass'
import { expect } from 'vitest'
import type { Case } from '../case.js'
import { ALICE, type Context, times } from '../context.js'
import { failureOf, failuresOf } from '../failures.js'

const EXPIRED = { seconds: 3_700 }

/** A session whose password is used once and not kept. */
async function sessionWithoutCredentials({ connection, client, api }: Context) {
  const cognito = new Cognito({ ...connection(), username: ALICE.username })
  await cognito.authenticate({ password: ALICE.password })
  const auth = new SrpAuth({ cognito })
  return { auth, send: () => client.send(auth, { url: `${api.origin}/protected` }) }
}

async function revokeOverTheWire({ local }: Context, refreshToken: string | undefined) {
  const response = await fetch(local.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.RevokeToken',
    },
    body: JSON.stringify({ Token: refreshToken, ClientId: local.clientId }),
  })
  expect(response.status).toBe(200)
}

const refusals = [
  { error: 'NotAuthorizedException', message: 'Invalid Refresh Token' },
  { error: 'NotAuthorizedException', message: 'Refresh Token has expired' },
  { error: 'NotAuthorizedException', message: 'A sentence that no release of the service has used so far' },
  { error: 'UserNotFoundException', message: 'User does not exist.' },
  { error: 'RefreshTokenReuseException', message: 'Refresh Token has already been used.' },
]

const configurationErrors = [
  {
    error: 'NotAuthorizedException',
    message: 'Client poolpasslocalclient0000001 is configured for secret but secret was not received',
    code: 'ERR_POOLPASS_SECRET_MISMATCH',
  },
  {
    error: 'ResourceNotFoundException',
    message: 'User pool client poolpasslocalclient0000001 does not exist.',
    code: 'ERR_POOLPASS_CONFIGURATION',
  },
] as const

export const refusedRenewalCases: readonly Case[] = [
  ...[
    { by: 'the pool', revoke: async ({ local }: Context) => local.user('alice').revokeRefreshTokens() },
    { by: 'a RevokeToken call', revoke: revokeOverTheWire },
  ].map(
    ({ by, revoke }): Case => ({
      rule: 'R5',
      name: `a refresh token revoked by ${by}: one sign-in, and 100 concurrent requests are answered`,
      async run(context) {
        const { signedIn, send, clock } = context
        const auth = await signedIn()
        await revoke(context, auth.cognito.refreshToken)
        clock.advance(EXPIRED)
        const answers = await Promise.all(times(100, () => send(auth)))
        for (let i = 0; i < 10; i++) answers.push(await send(auth))
        expect(answers.every(({ status }) => status === 200)).toBe(true)
        expect([context.renewals, context.signIns]).toEqual([1, 2])
        clock.advance(EXPIRED)
        expect((await send(auth)).status).toBe(200)
        expect([context.renewals, context.signIns]).toEqual([2, 2])
      },
    }),
  ),
  ...refusals.map(
    ({ error, message }): Case => ({
      rule: 'R5',
      name: `signs in again once after ${error} “${message}”`,
      async run(context) {
        const { signedIn, send, clock, local } = context
        const auth = await signedIn()
        local.failNext({ operation: 'GetTokensFromRefreshToken', error, message })
        clock.advance(EXPIRED)
        for (let i = 0; i < 5; i++) expect((await send(auth)).status).toBe(200)
        expect([context.renewals, context.signIns]).toEqual([1, 2])
      },
    }),
  ),
  {
    rule: 'R5',
    name: 'without credentials requests fail with SessionExpiredError, at no further call, until authenticate()',
    async run(context) {
      const { clock, local, api } = context
      const { auth, send } = await sessionWithoutCredentials(context)
      local.user('alice').revokeRefreshTokens()
      clock.advance(EXPIRED)
      const errors = await failuresOf(times(20, send))
      for (let i = 0; i < 5; i++) errors.push(await failureOf(send()))
      expect(errors.every(error => error instanceof SessionExpiredError)).toBe(true)
      expect(errors.every(error => isPoolpassError(error, 'ERR_POOLPASS_SESSION_EXPIRED'))).toBe(true)
      expect(new Set(errors).size).toBe(25)
      expect([context.renewals, context.signIns, api.requests.length]).toEqual([1, 1, 0])
      await auth.cognito.authenticate({ password: ALICE.password })
      expect((await send()).status).toBe(200)
      clock.advance(EXPIRED)
      expect((await send()).status).toBe(200)
      expect([context.renewals, context.signIns]).toEqual([2, 2])
    },
  },
  {
    rule: 'R5',
    name: 'a refused refresh token and a password that is wrong by now: one sign-in for all requests that follow',
    async run(context) {
      const { auth, send, clock, local } = context
      let password = ALICE.password
      const view = auth({ password: () => password })
      await send(view)
      password = 'Wrong-Horse-9'
      local.user('alice').revokeRefreshTokens()
      clock.advance(EXPIRED)
      const errors = await failuresOf(times(20, () => send(view)))
      for (let i = 0; i < 20; i++) errors.push(await failureOf(send(view)))
      expect(errors.every(error => isPoolpassError(error, 'ERR_POOLPASS_WRONG_CREDENTIALS'))).toBe(true)
      expect([context.renewals, context.signIns]).toEqual([1, 2])
      password = ALICE.password
      expect((await send(view)).status).toBe(200)
    },
  },
  ...configurationErrors.map(
    ({ error, message, code }): Case => ({
      rule: 'R5',
      name: `a configuration error (${code}) is reported, signs nobody in and is not tried again for each request`,
      async run(context) {
        const { signedIn, send, clock, breakPool, api } = context
        const auth = await signedIn()
        const repair = breakPool({ operation: 'GetTokensFromRefreshToken', error, message })
        clock.advance(EXPIRED)
        const errors = await failuresOf(times(20, () => send(auth)))
        for (let i = 0; i < 20; i++) errors.push(await failureOf(send(auth)))
        expect(errors.every(failure => isPoolpassError(failure, code))).toBe(true)
        expect((errors[0] as Error).message).toContain(message)
        expect(auth.explain().lastRefusal?.code).toBe(code)
        expect([context.renewals, context.signIns, api.requests.length]).toEqual([1, 1, 0])
        repair()
        clock.advance({ seconds: 300 })
        expect((await send(auth)).status).toBe(200)
        expect([context.renewals, context.signIns]).toEqual([2, 1])
      },
    }),
  ),
  {
    rule: 'R5',
    name: 'a configuration error in the soft window fails no request',
    async run(context) {
      const { signedIn, send, clock, breakPool } = context
      const auth = await signedIn()
      breakPool({ operation: 'GetTokensFromRefreshToken', ...configurationErrors[0] })
      const failed = new Promise(resolve => auth.on('renewalFailed', resolve))
      clock.advance({ seconds: 2_800 })
      expect((await send(auth)).status).toBe(200)
      await failed
      for (let i = 0; i < 10; i++) expect((await send(auth)).status).toBe(200)
      expect([context.renewals, context.signIns]).toEqual([1, 1])
    },
  },
]
