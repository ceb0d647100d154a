const file = 'packages/poolpass/src/http/ky.ts'
const own = testName => ({ test: 'packages/poolpass/test/http/ky.test.ts', testName: `ky: a base URL > ${testName}` })

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R7 ky: a body of the options is replayed although a hook has put another Request in the place of theirs',
    file,
    find: 'if (fetch !== own || !REPLACING_HOOKS.every(name => hooks?.[name]?.length === 0)) return undefined',
    replace: 'if (fetch !== own) return undefined',
    test: 'packages/poolpass/test/http/ky.test.ts',
    testName: 'ky > a Request that a beforeRequest hook puts in the place of ky’s is replayed with its own body',
  },
  {
    name: 'R7 ky: a body that is known is cloned all the same',
    file,
    find: 'return send(input, init, madeOf(options, fetch))',
    replace: 'return send(input, init, { send: sendLent })',
    test: 'packages/poolpass/test/http/ky.test.ts',
    testName: 'ky > a body that ky made of its options is replayed without a clone of ours',
  },
  {
    name: 'R15: a Request keeps the token that was put on for as long as it is sent',
    file: 'packages/poolpass/src/http/send-lent.ts',
    find: 'own === null ? headers.delete(name) :',
    replace: 'own === null ? undefined :',
    test: 'packages/poolpass/test/http/ky.test.ts',
    testName: 'ky > its TimeoutError holds no token, but the header that the caller gave, for which that was sent',
  },
  {
    name: 'a Request loses the header in whose place the token was sent',
    file: 'packages/poolpass/src/http/send-lent.ts',
    find: 'own === null ? headers.delete(name) : headers.set(name, own)',
    replace: 'headers.delete(name)',
    test: 'packages/poolpass/test/http/ky.test.ts',
    testName: 'ky > its TimeoutError holds no token, but the header that the caller gave, for which that was sent',
  },
  {
    name: 'R9 ky: hooks in the place of ours make the base URL forgotten',
    file,
    find: "if ('prefixUrl' in options || 'prefix' in options) return options",
    replace: 'return {}',
    ...own('keeps the token within its origin: hooks in the place of ours'),
  },
  {
    name: 'R9 ky: an origin that had a token under one base URL has it under any',
    file,
    find: '(base === last.base && last.origin.of(address))',
    replace: '(last.origin.of(address))',
    ...own('of a request’s own takes the place of the client’s, there and back'),
  },
  {
    name: 'R9 ky: a base URL that is a path is of no origin',
    file,
    find: 'resolve(globalThis.location?.href, baseUrl, prefix)',
    replace: 'resolve(baseUrl, prefix)',
    ...own('may be a path where there is a page, and is then of the page’s origin'),
  },
  {
    name: 'R9: plain http to another machine is refused by the wrong reason',
    file: 'packages/poolpass/src/http/origins.ts',
    find: 'this.#base !== undefined && this.#base !== origin',
    replace: 'this.#base !== undefined',
    ...own('in plain http on another machine gets no token, and the error tells what to do'),
  },
]
