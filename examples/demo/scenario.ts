import { setTimeout as sleep } from 'node:timers/promises'
import type { LocalCognito } from '@poolpass/local'
import { isPoolpassError, SrpAuth, TokenType } from 'poolpass'
import type { ProtectedApi } from './protected-api.js'
import { type Claim, claim, type Finding, type Step } from './steps.js'

export const USERNAME = 'alice'
export const PASSWORD = 'Correct-Horse-9'
export const WRONG_PASSWORD = 'Battery-Staple-0'
export const TOKEN_SECONDS = 4

const NOTHING = { pool: {}, api: 0 }
const SIGN_IN = { InitiateAuth: 1, RespondToAuthChallenge: 1 }

/** How a response should look: its status and, where it matters, some of its JSON. */
async function answered(response: Response, status: number, ...claims: Claim[]): Promise<Finding> {
  const body = await response.text()
  return {
    result: `${response.status} ${body}`.trimEnd(),
    claims: [claim(`the API answers ${status}`, response.status, status), ...claims],
  }
}

/** How a refusal by poolpass itself should look. */
async function failed(work: Promise<unknown>, code: string): Promise<Finding> {
  try {
    await work
    return { result: 'no error', claims: [claim(`fails with ${code}`, undefined, code)] }
  } catch (error) {
    if (!isPoolpassError(error)) throw error
    return { result: `${error.name}: ${error.message}`, claims: [claim(`fails with ${code}`, error.code, code)] }
  }
}

/** All that the demo shows, in the order in which a newcomer wants to see them. */
export function createScenario(local: LocalCognito, api: ProtectedApi, auth: SrpAuth): readonly Step[] {
  const notes = `${api.origin}/notes`
  return [
    ...firstRequests(auth, notes),
    ...otherTokensAndHeaders(auth, api.origin),
    expiry(auth, notes),
    revocation(local, api, auth, notes),
    ...wrongPassword(auth, notes),
    ...ending(auth, notes),
  ]
}

function firstRequests(auth: SrpAuth, notes: string): Step[] {
  const firstNote = `${notes}/1`
  return [
    {
      title: 'Without a token the API lets nobody in',
      asks: 'fetch(notes)',
      expects: { says: 'the pool heard nothing of it', traffic: { pool: {}, api: 1 } },
      run: async () => answered(await fetch(notes), 401),
    },
    {
      title: 'GET: the first request signs in by SRP, then goes out with the access token',
      asks: 'auth.fetch(notes)',
      expects: { says: 'a sign-in costs two calls to the pool', traffic: { pool: SIGN_IN, api: 1 } },
      run: async () => answered(await auth.fetch(notes), 200),
    },
    {
      title: 'POST: the token is at hand',
      asks: "auth.fetch(notes, { method: 'POST', body: 'buy milk' })",
      expects: { says: 'no call to the pool', traffic: { pool: {}, api: 1 } },
      run: async () => answered(await auth.fetch(notes, { method: 'POST', body: 'buy milk' }), 201),
    },
    {
      title: 'PUT: the same token',
      asks: "auth.fetch(firstNote, { method: 'PUT', body: 'buy oat milk' })",
      expects: { says: 'no call to the pool', traffic: { pool: {}, api: 1 } },
      run: async () => answered(await auth.fetch(firstNote, { method: 'PUT', body: 'buy oat milk' }), 200),
    },
    {
      title: 'DELETE: the same token',
      asks: "auth.fetch(firstNote, { method: 'DELETE' })",
      expects: { says: 'no call to the pool', traffic: { pool: {}, api: 1 } },
      run: async () => answered(await auth.fetch(firstNote, { method: 'DELETE' }), 204),
    },
  ]
}

function otherTokensAndHeaders({ cognito }: SrpAuth, origin: string): Step[] {
  const expects = { says: 'the same session: no call to the pool', traffic: { pool: {}, api: 1 } }
  return [
    {
      title: 'The ID token, for an API that wants to know who it is',
      asks: 'new SrpAuth({ cognito, authTokenType: TokenType.ID_TOKEN }).fetch(profile)',
      expects,
      run: async () => {
        const auth = new SrpAuth({ cognito, authTokenType: TokenType.ID_TOKEN })
        return answered(await auth.fetch(`${origin}/profile`), 200)
      },
    },
    {
      title: 'A header of another name, with another prefix',
      asks: "new SrpAuth({ cognito, …, httpHeader: 'X-Auth-Token', httpHeaderPrefix: 'Token ' })",
      expects,
      run: async () => {
        const header = { httpHeader: 'X-Auth-Token', httpHeaderPrefix: 'Token ' }
        const auth = new SrpAuth({ cognito, ...header, authTokenType: TokenType.ID_TOKEN })
        return answered(await auth.fetch(`${origin}/with-prefix`), 200)
      },
    },
    {
      title: 'A header without a prefix',
      asks: "new SrpAuth({ cognito, httpHeader: 'X-API-Key', httpHeaderPrefix: '' })",
      expects,
      run: async () => {
        const auth = new SrpAuth({ cognito, httpHeader: 'X-API-Key', httpHeaderPrefix: '' })
        return answered(await auth.fetch(`${origin}/without-prefix`), 200)
      },
    },
  ]
}

function expiry(auth: SrpAuth, notes: string): Step {
  return {
    title: 'The token expires, and five requests come at once: one renewal serves them all',
    asks: 'Promise.all([1, 2, 3, 4, 5].map(() => auth.fetch(notes)))',
    expects: {
      says: 'one renewal, no sign-in',
      traffic: { pool: { GetTokensFromRefreshToken: 1 }, api: 6 },
    },
    run: async () => {
      const { accessToken = '', accessTokenExpiresAt } = auth.cognito
      await sleep(Math.max(0, Number(accessTokenExpiresAt) - Date.now()) + 50)
      const withOldToken = await fetch(notes, { headers: { Authorization: `Bearer ${accessToken}` } })
      const responses = await Promise.all([1, 2, 3, 4, 5].map(() => auth.fetch(notes)))
      const statuses = responses.map(({ status }) => status)
      return {
        result: statuses.join(', '),
        claims: [
          claim('the API refuses the old token by now', withOldToken.status, 401),
          claim('all five are let in', statuses, [200, 200, 200, 200, 200]),
        ],
      }
    },
  }
}

function revocation(local: LocalCognito, api: ProtectedApi, auth: SrpAuth, notes: string): Step {
  return {
    title: 'An administrator ends the session, at the pool and at the API: poolpass signs in again',
    asks: 'auth.fetch(notes)',
    expects: {
      says: 'a 401, a renewal that was refused, a new sign-in, and the request once more',
      traffic: { pool: { GetTokensFromRefreshToken: 1, ...SIGN_IN }, api: 2 },
    },
    run: async () => {
      local.user(USERNAME).revokeRefreshTokens()
      api.endSignIn(auth.cognito.accessClaims?.origin_jti)
      const response = await auth.fetch(notes)
      const reason = auth.explain().lastSignInReason ?? ''
      return answered(response, 200, claim('and can tell why it did', /refused/.test(reason), true))
    },
  }
}

function wrongPassword({ cognito: { pool } }: SrpAuth, notes: string): Step[] {
  const stranger = new SrpAuth({ pool, username: USERNAME, password: WRONG_PASSWORD })
  const code = 'ERR_POOLPASS_WRONG_CREDENTIALS'
  return [
    {
      title: 'A wrong password is refused, and tried once only: Cognito locks users out',
      asks: "new SrpAuth({ pool, username: 'alice', password: wrong }).fetch(notes)",
      expects: { says: 'one try; the API heard nothing of it', traffic: { pool: SIGN_IN, api: 0 } },
      run: () => failed(stranger.fetch(notes), code),
    },
    {
      title: 'The next request with it gets the same answer from memory',
      asks: 'the same again',
      expects: { says: 'no call at all', traffic: NOTHING },
      run: () => failed(stranger.fetch(notes), code),
    },
  ]
}

function ending(auth: SrpAuth, notes: string): Step[] {
  return [
    {
      title: 'Logout: the session ends here, and its refresh token at the pool',
      asks: 'auth.logout()',
      expects: { says: 'the refresh token is revoked', traffic: { pool: { RevokeToken: 1 }, api: 0 } },
      run: async () => {
        await auth.logout()
        return { result: 'signed out', claims: [claim('no token is left', auth.cognito.accessToken, undefined)] }
      },
    },
    {
      title: 'After that no request signs in by itself',
      asks: 'auth.fetch(notes)',
      expects: { says: 'no call at all', traffic: NOTHING },
      run: () => failed(auth.fetch(notes), 'ERR_POOLPASS_SIGNED_OUT'),
    },
  ]
}
