/** A row of the table of cases, with the first client. */
const row = testName => ({
  test: 'packages/poolpass/test/http/behaviour/fetch.test.ts',
  testName: `auth.fetch > ${testName}`,
})

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R2: a timer is left by each request',
    file: 'packages/poolpass/src/http/session-view.ts',
    find: 'return this.#ready.get()',
    replace: 'setTimeout(() => {}, 60_000); return this.#ready.get()',
    ...row('R2 100 further requests with a fresh token ask nothing of the pool and leave no timer'),
  },
  {
    name: 'R7: an answer keeps its connection when what is done about it fails',
    file: 'packages/poolpass/src/http/settle-and-follow.ts',
    find: 'void drop(response)\n    throw error',
    replace: 'throw error',
    ...row('R7 an answer without end that nobody gets to see is cancelled: retryUnauthorized throws'),
  },
  {
    name: 'R1: a client signs in as soon as it is made',
    file: 'packages/poolpass/src/http/ky.ts',
    find: 'const view = viewOf(auth)',
    replace: 'const view = viewOf(auth); void auth.token()',
    test: 'packages/poolpass/test/http/behaviour/ky.test.ts',
    testName: 'ky > R1 nothing is asked of the pool before the first request',
  },
]
