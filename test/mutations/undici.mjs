const http = file => `packages/poolpass/src/http/${file}`
const own = testName => ({ test: 'packages/poolpass/test/http/undici.test.ts', testName })
const row = testName => ({
  test: 'packages/poolpass/test/http/behaviour/undici.test.ts',
  testName: `undici.request > ${testName}`,
})

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R9: undici: an origin that is not listed gets the token',
    file: http('undici.ts'),
    find: 'if (!this.#lists.every(origins => origins.allows(url))) return undefined',
    replace: '',
    ...row('R9 X-Api-Key: redirects to another origin go without the token'),
  },
  {
    name: 'R9: undici: a redirect interceptor behind the token takes it along',
    file: http('undici-attempt.ts'),
    find: 'if (request.maxRedirections !== 0) request.maxRedirections = 0',
    replace: 'delete (request as { maxRedirections?: number }).maxRedirections',
    ...own('undici: redirects > X-Api-Key: a redirect interceptor that was composed before follows nothing'),
  },
  {
    name: 'R4: undici: a token that expired in the queue is sent',
    file: http('undici-attempt.ts'),
    find: 'if (this.route.view.fresh() !== this.#token) throw OUTDATED',
    replace: '',
    ...own('undici: the queue > a token that expires there is replaced, whatever the body, and the connection stays'),
  },
  {
    name: 'R7: undici: the answer that a replay follows is left unread',
    file: http('undici-held-answer.ts'),
    find: 'if (this.#length > LONGEST_DRAINED_BYTES && !this.#isOver) this.#abort()',
    replace: '',
    ...own('undici: a 401 > that never ends is cut off for the replay while a renewal is awaited'),
  },
  {
    name: 'R7: undici: a 401 that stands cannot be aborted any more',
    file: http('undici-attempt.ts'),
    find: 'this.resume()\n        held.give()',
    replace: 'held.give()',
    ...own('undici: a 401 > that stands after a renewal in vain can still be aborted'),
  },
  {
    name: 'R10: undici: an abort does not end the wait for a token',
    file: http('undici-attempt.ts'),
    find: '=> this.#controller.abort(reason)',
    replace: '=> void reason',
    ...own('undici: aborts > end the wait for a token at once, and leave no listener'),
  },
  {
    name: 'R7: undici: the replay sends headers as they are then',
    file: http('undici-attempt.ts'),
    find: 'this.#request = request\n    if (request.upgrade',
    replace: 'if (request.upgrade',
    ...row('R7 what a caller does to its URL and headers before the replay is none of the request’s'),
  },
  {
    name: 'R1: undici: headers that change during the sign-in are sent',
    file: http('undici-attempt.ts'),
    find: 'this.#request = asItIsNow(this.#request)',
    replace: '',
    ...row('R1 what a caller does to its URL and headers during the sign-in is none of the request’s'),
  },
  {
    name: 'R9: undici: the pool is not told from an API at its origin',
    file: http('undici.ts'),
    find: ' || isForPool(view, origin, request)',
    replace: '',
    ...row('R9 a pool that shares the origin of the API gets no token after the API had one'),
  },
]
