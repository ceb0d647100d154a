const redaction = testName => ({
  test: 'packages/poolpass/test/session/r15-redaction.test.ts',
  testName: `nothing that poolpass shows holds a secret > ${testName}`,
})

const importing = testName => ({
  test: 'packages/poolpass/test/admin/bulk/import-users.test.ts',
  testName: `admin.importUsers() > ${testName}`,
})

const failing = testName => ({
  test: 'packages/poolpass/test/session/failed-sign-ins.test.ts',
  testName: `a sign-in that fails > ${testName}`,
})

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R15: a class names itself, and is called otherwise once it is built',
    file: 'packages/poolpass/src/errors/errors.ts',
    find: "this.prototype.name = 'UnavailableError'",
    replace: "UnavailableError.prototype.name = 'UnavailableError'",
    test: 'test/package/exports.test.ts',
    testName: 'the classes that packages/poolpass exports are called as they are exported',
    build: true,
  },
  {
    name: 'R11: a refused password is told to nobody who watches',
    file: 'packages/poolpass/src/session/sign-ins.ts',
    find: "if (!isChallengeError(error)) this.#holding.events.emit('signInFailed'",
    replace: "if (!isWorthRemembering(error)) this.#holding.events.emit('signInFailed'",
    ...failing('R11 with a wrong password is told once for each that was tried, not for what is answered from memory'),
  },
  {
    name: 'R12: explain() knows only what holds back the next sign-in',
    file: 'packages/poolpass/src/session/sign-ins.ts',
    find: 'this.#holding.refusals.failed = error',
    replace: '',
    ...failing('R12 for a pool that is down is told by an event and by explain(), until one succeeds'),
  },
  {
    name: 'import: a failed result does not tell that the user was made',
    file: 'packages/poolpass/src/admin/bulk/import-users.ts',
    find: 'return { ...named, sub, error: error as Error }',
    replace: 'return { ...named, error: error as Error }',
    ...importing('tells which users it made and could not finish, and finishes them when they come again'),
  },
  {
    name: 'import: whoever has the name is taken for the user that was begun',
    file: 'packages/poolpass/src/admin/bulk/import-one.ts',
    find: '(await findMade(means, user)) === user.begun',
    replace: 'await findMade(means, user)',
    ...importing('finishes nobody else than the user that was begun'),
  },
  {
    name: 'R15: results print all that they hold',
    file: 'packages/poolpass/src/sign-in/print-without.ts',
    find: '{ ...result, ...Object.fromEntries(hidden) }',
    replace: '{ ...result }',
    ...redaction('R15 results print without their secrets, which only code and JSON find'),
  },
  {
    name: 'R15: the result of an administrator’s sign-in prints its tokens',
    file: 'packages/poolpass/src/admin/authenticate.ts',
    find: "PASSWORD: flow.password ?? password }))\n  return printWithout(result, 'tokens', 'device')",
    replace: 'PASSWORD: flow.password ?? password }))\n  return result',
    test: 'packages/poolpass/test/admin/authenticate.test.ts',
    testName: 'admin.authenticate() > R15 its result prints without the tokens, and so does that of respond()',
  },
  {
    name: 'R15: the local pool prints its requests',
    file: 'packages/local/src/local-cognito.ts',
    find: 'printIdsOnly({',
    replace: '({',
    ...redaction('R15 the local pool prints without what was sent to it and by it'),
  },
]
