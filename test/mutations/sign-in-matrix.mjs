/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R5: a device whose proof is refused is taken for a wrong password, but in USER_SRP_AUTH',
    file: 'packages/poolpass/src/sign-in/flow.ts',
    find: 'sendResponses(flow, challenge, responses, step.refusedAs)',
    replace: 'sendResponses(flow, challenge, responses)',
    test: 'packages/poolpass/test/session/devices-with-pool.test.ts',
    testName:
      'a remembered device > with a password that is wrong is given up for the second factor: USER_PASSWORD_AUTH',
  },
]
