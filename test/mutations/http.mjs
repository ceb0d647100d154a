const session = file => `packages/poolpass/src/session/${file}`
const http = file => `packages/poolpass/src/http/${file}`

/** A row of the table of cases, with the first client. */
const row = testName => ({ test: 'packages/poolpass/test/http/behaviour.test.ts', testName: `fetch > ${testName}` })
const handOver = testName => ({ test: 'packages/poolpass/test/http/srp-auth-hand-over.test.ts', testName })

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R1: each request that waits makes its own sign-in',
    file: session('flights.ts'),
    find: '<= this.#longestMs) return current.promise',
    replace: '<= this.#longestMs) return this.replace(work)',
    ...row(
      'R1 when the pool is out of reach all fail, each with its own error and one cause, and the next one tries again',
    ),
  },
  {
    name: 'R1: callers who wait share one error object',
    file: session('session.ts'),
    find: 'throw copyOf(error)',
    replace: 'throw error',
    ...row('R1 when the sign-in is refused all 1,000 fail, each with its own error and one cause'),
  },
  {
    name: 'R1: the keys are fetched after the sign-in',
    file: session('verify.ts'),
    find: 'pool.keys.prefetch()',
    replace: '',
    ...row('R1 the keys are fetched beside the sign-in, which does not wait for them before its last call'),
  },
  {
    name: 'R2: a fresh token is renewed',
    file: session('session.ts'),
    find: 'if (age >= times.softMs && ',
    replace: 'if (age >= 0 && ',
    ...row(
      'R2 a token within its soft expiry asks nothing of the pool, also when the wall clock was set back and forth',
    ),
  },
  {
    name: 'R3: the soft expiry begins at 60 %',
    file: session('lifetime.ts'),
    find: '0.65 + 0.1 * fraction',
    replace: '0.6 + 0.1 * fraction',
    ...row('R3 the soft expiry lies between 65 % and 75 % of the lifetime, drawn once a token'),
  },
  {
    name: 'R3: requests wait for the renewal from the soft expiry on',
    file: session('lifetime.ts'),
    find: 'const hardMs = lifetimeMs - clamp',
    replace: 'const hardMs = lifetimeMs * 0.65 - clamp',
    ...row('R3 200 concurrent requests past the soft expiry make one renewal and none of them waits'),
  },
  {
    name: 'R3: a refused refresh token is tried again by each request',
    file: session('session.ts'),
    find: '!possible || ',
    replace: '',
    ...row('R3 a refresh token refused in the soft window starts no sign-in before the hard expiry'),
  },
  {
    name: 'R4: the hard expiry is up to a minute before the end',
    file: session('lifetime.ts'),
    find: '1_000, 30_000)',
    replace: '1_000, 60_000)',
    ...row('R4 a token of 3600 s is waited for from 3570 s on'),
  },
  {
    name: 'R4: short-lived tokens have no second to spare',
    file: session('lifetime.ts'),
    find: '1_000, 30_000)',
    replace: '0, 30_000)',
    ...row('R4 a token of 8 s is waited for from 7 s on'),
  },
  {
    name: 'R4: the access token’s lifetime decides about the ID token',
    file: session('lifetime.ts'),
    find: 'id_token: readTimes(tokens.idToken, fraction)',
    replace: 'id_token: readTimes(tokens.accessToken, fraction)',
    ...row('R4 the ID token’s lifetime decides where that is what is sent'),
  },
  {
    name: 'R5: only refusals whose text is known count as such',
    file: 'packages/poolpass/src/cognito-idp/classify.ts',
    find: "{ name: 'NotAuthorized', operations: RENEWALS,",
    replace: "{ name: 'NotAuthorized', operations: RENEWALS, message: /refresh token/i,",
    ...row(
      'R5 signs in again once after NotAuthorizedException “A sentence that no release of the service has used so far”',
    ),
  },
  {
    name: 'R5: a missing client secret counts as a refused refresh token',
    file: 'packages/poolpass/src/cognito-idp/classify.ts',
    find: 'message: /secret/i',
    replace: 'message: /secret hash/i',
    ...row(
      'R5 a configuration error (ERR_POOLPASS_SECRET_MISMATCH) is reported, signs nobody in and is not tried again for each request',
    ),
  },
  {
    name: 'R6: a failed renewal fails requests whose token is still good',
    file: session('session.ts'),
    find: '&& error.retryable) return current',
    replace: '&& !error.retryable) return current',
    ...row('R6 renewal fails by 500s: the token serves until its true expiry, the refresh token beyond'),
  },
  {
    name: 'R6: callers inside the backoff ask the pool again',
    file: session('session.ts'),
    find: 'if (this.#backoff.error && this.#backoff.restMs > 0) throw',
    replace: 'if (this.#backoff.error && this.#backoff.restMs < 0) throw',
    ...row('R6 renewal fails by throttling: the token serves until its true expiry, the refresh token beyond'),
  },
  {
    name: 'R7: every 401 forces a renewal',
    file: session('unauthorized.ts'),
    find: 'ageOfKnownMs < known.waitMs) return false',
    replace: 'ageOfKnownMs < known.waitMs) return true',
    ...row('R7 any other answer of the origin ends that wait, and the next one is a minute again'),
  },
  {
    name: 'R7: the wait between forced renewals does not grow',
    file: session('unauthorized.ts'),
    find: 'known.waitMs * 2',
    replace: 'known.waitMs',
    ...row('R7 an origin’s 401s force no renewal for 1 minute, then 2, 4, 8 and 15'),
  },
  {
    name: 'R7: the replay carries the refused token',
    file: http('auth-fetch.ts'),
    find: 'view.prefix + replacement',
    replace: 'view.prefix + token',
    ...row('R7 a 401 is followed by one renewal and one replay with the new token'),
  },
  {
    name: 'R7: forms are not replayed',
    file: http('body.ts'),
    find: "'URLSearchParams', ",
    replace: '',
    ...row('R7 a URLSearchParams arrives intact, twice, when the first POST, PUT or PATCH is answered 401'),
  },
  {
    name: 'R7: a Request’s body is kept up to less than 1 MiB',
    file: http('body.ts'),
    find: '1_048_576',
    replace: '1_000_000',
    ...row(
      'R7 a Request with a stream of 1048576 bytes arrives intact, twice, when the first POST, PUT or PATCH is answered 401',
    ),
  },
  {
    name: 'R7: the refused answer is left unread',
    file: http('auth-fetch.ts'),
    find: 'void drop(response)\n  again',
    replace: 'again',
    ...row('R7 the API’s connections do not pile up over 200 replays'),
  },
  {
    name: 'R8: the token is added to the caller’s own header',
    file: http('auth-fetch.ts'),
    find: 'hop.headers.set(view.header',
    replace: 'hop.headers.append(view.header',
    ...row('R8 the caller’s own header is replaced: Authorization'),
  },
  {
    name: 'R9: any http origin gets the token',
    file: http('origins.ts'),
    find: "url.protocol === 'http:' && isLoopback(url)",
    replace: "url.protocol === 'http:'",
    ...row('R9 plain http to another machine gets no token, and nothing is sent to anyone'),
  },
  {
    name: 'R9: the token is put back when redirects lead home',
    file: http('auth-fetch.ts'),
    find: 'exchange.mayCarryToken &&= ',
    replace: 'exchange.mayCarryToken = ',
    ...row('R9 Authorization: a token that was taken off is not put back when the redirects lead home again'),
  },
  {
    name: 'R9: only Authorization is taken off',
    file: http('auth-fetch.ts'),
    find: 'next.headers.delete(exchange.view.header)',
    replace: "next.headers.delete('authorization')",
    ...row('R9 X-Api-Key: redirects to another origin go without the token'),
  },
  {
    name: 'R9: a redirect to the pool takes the token along',
    file: http('auth-fetch.ts'),
    find: 'url.origin !== view.poolOrigin && ',
    replace: '',
    ...row('R9 a redirect to the pool’s own endpoint takes no token along, even if that is listed'),
  },
  {
    name: 'R9: 303 keeps the method of a PUT',
    file: http('redirect.ts'),
    find: "status === 303 && hop.method !== 'GET'",
    replace: "status === 303 && hop.method === 'POST'",
    ...row('R9 as fetch does it: 303 with every method, within the origin and across'),
  },
  {
    name: 'R10: an abort listener stays on the caller’s signal',
    file: 'packages/poolpass/src/cognito-idp/race.ts',
    find: ".finally(() => signal.removeEventListener('abort', stop))",
    replace: '',
    ...handOver('handing the token over > R10 nothing is left on a signal once the token is there'),
  },
  {
    name: 'R10: an abort does not end the wait for a token',
    file: session('session.ts'),
    find: 'raceSignal(this.#obtain(type), signal)',
    replace: 'this.#obtain(type)',
    ...row('R10 AbortSignal.timeout ends the wait with its TimeoutError'),
  },
]
