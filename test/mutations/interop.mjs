const pool = file => `packages/local/src/pool/${file}`
const interop = (file, testName) => ({ test: `interop/${file}.test.ts`, testName })

/** What other people's clients notice. @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'interop: an unknown device is refused in other words',
    file: pool('devices.ts'),
    find: "resourceNotFound('Device does not exist.')",
    replace: "resourceNotFound('Unknown device.')",
    ...interop('devices', 'aws-amplify > signs in without its device when the pool has forgotten it, and gets another'),
  },
  {
    name: 'interop: a null among the challenge responses is a text',
    file: 'packages/local/src/operations/input/members.ts',
    find: 'Object.entries(value).filter(([, entry]) => entry !== null)',
    replace: 'Object.entries(value).map(([name, entry]) => [name, String(entry)])',
    test: 'packages/local/test/devices.test.ts',
    testName: 'a remembered device > unknown, is left out by answering the same block again',
  },
  {
    name: 'interop: a remembered device does not stand in for MFA',
    file: pool('devices.ts'),
    find: 'ChallengeRequiredOnNewDevice === true',
    replace: 'ChallengeRequiredOnNewDevice === undefined',
    ...interop(
      'devices',
      'aws-amplify > remembers its device with the user’s consent, and signs in with it instead of a code',
    ),
  },
  {
    name: 'interop: the Session of the MFA step is refused in the device step',
    file: pool('sign-in/step.ts'),
    find: ' || sessions.isOfOtherChallenge(text, binding)',
    replace: '',
    ...interop('devices', 'amazon-cognito-identity-js > proves its device after the code where that stays due'),
  },
  {
    name: 'interop: the Session of another user is as good as none in the device step',
    file: pool('challenge-sessions.ts'),
    find: 'ticket?.clientId === clientId && ticket.sub === sub && ticket.challengeName !== challengeName',
    replace: 'ticket?.clientId === clientId && ticket.challengeName !== challengeName && sub !== undefined',
    test: 'packages/local/test/devices.test.ts',
    testName: 'a remembered device and MFA > may be proven with the Session of the MFA step, once that is done',
  },
  {
    name: 'interop: the factors to choose from go by another name',
    file: pool('sign-in/mfa.ts'),
    find: "'MFAS_CAN_SETUP' : 'MFAS_CAN_CHOOSE'",
    replace: "'MFAS_CAN_SETUP' : 'MFAS_CAN_SELECT'",
    ...interop('mfa', 'aws-amplify > chooses between two factors'),
  },
  {
    name: 'interop: a wrong code ends the sign-in',
    file: pool('challenge-sessions.ts'),
    find: '      const value = await answer()\n      this.end(session)\n',
    replace: '      this.end(session)\n      const value = await answer()\n',
    ...interop('mfa', 'amazon-cognito-identity-js > signs in with a code by SMS'),
  },
  {
    name: 'interop: any code sets an authenticator up',
    file: pool('mfa/software-token.ts'),
    find: 'const step = stepOf(secret, code, pool.clock.nowMs())',
    replace: 'const step = stepOf(secret, code, pool.clock.nowMs()) ?? stepAt(pool.clock.nowMs())',
    ...interop('mfa', 'amazon-cognito-identity-js > sets up an authenticator app in the middle of a sign-in'),
  },
  {
    name: 'interop: the first factors to choose from are not listed',
    file: pool('sign-in/user-auth.ts'),
    find: ', availableChallenges: choices }',
    replace: ' }',
    ...interop('user-auth', 'a code by e-mail > is one of those to choose from'),
  },
  {
    name: 'interop: the SRP challenge does not say whose proof it wants',
    file: pool('sign-in/password-verifier.ts'),
    find: 'USER_ID_FOR_SRP',
    replace: 'USER_ID',
    ...interop('custom-auth', 'aws-amplify > proves the password by SRP before the question'),
  },
]
