// What a sign-up's session does not stand in for, and the factor that is preferred, are left out: the random sequences
// that begin with a sign-up must tell.
const pool = file => `packages/local/src/pool/${file}`

/** @returns {import('../../scripts/mutations.mjs').Mutation} */
const broken = (name, file, find, replace) => ({
  name: `machine: ${name}`,
  file,
  find,
  replace,
  test: 'packages/local/test/sign-in-machine.test.ts',
  testName: 'asks for every other factor after a sign-up, and for the one that is preferred, in random sequences',
})

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  broken(
    'a sign-up’s session signs anybody in',
    pool('self-service/sign-up-sessions.ts'),
    'return pool.sessions.find(text, bindingOf(step, client, sub))',
    'return pool.sessions.find(text, { challengeName: step, clientId: client.clientId })',
  ),
  broken(
    'the session of any challenge signs in',
    pool('self-service/sign-up-sessions.ts'),
    'return pool.sessions.find(text, bindingOf(step, client, sub))',
    'return pool.sessions.find(text, { clientId: client.clientId, sub })',
  ),
  broken(
    'a sign-up’s session is not spent',
    pool('sign-in/user-auth.ts'),
    'return pool.sessions.use(session, async () => {\n    if (subject.user) assertMaySignIn(subject.user)\n    return { passed: attempt }\n  })',
    'if (subject.user) assertMaySignIn(subject.user)\n  return session && { passed: attempt }',
  ),
  broken(
    'a sign-up’s session signs a disabled user in',
    pool('sign-in/user-auth.ts'),
    'async () => {\n    if (subject.user) assertMaySignIn(subject.user)\n',
    'async () => {\n',
  ),
  broken(
    'a sign-up’s session stands in for MFA',
    pool('sign-in/user-auth.ts'),
    'return { passed: attempt }\n  })',
    'return { passed: { ...attempt, isMfaDone: true } }\n  })',
  ),
  broken(
    'the preferred factor is one of several',
    pool('mfa/factors.ts'),
    '  if (preferred.length > 0) return preferred\n',
    '',
  ),
  broken(
    'a factor that is switched off may be preferred',
    pool('mfa/preference.ts'),
    "  if (preferred.some(({ Enabled }) => !Enabled)) throw invalidParameter('The preferred MFA type must be enabled.')\n",
    '',
  ),
  broken(
    'a factor stays preferred',
    pool('mfa/preference.ts'),
    'else if (preferredFactor === factor) preferredFactor = undefined',
    '',
  ),
]
