// Each check that stands between a random sign-in and its tokens is taken out: the random sequences must tell.
const pool = file => `packages/local/src/pool/${file}`
const signIn = file => pool(`sign-in/${file}`)

const FAST = {
  test: 'packages/local/test/sign-in-machine.test.ts',
  testName: 'gives tokens for every factor, and refuses all else with the service’s errors, in random sequences',
}
const slow = part => ({
  test: 'packages/local/test/sign-in-machine.slow.test.ts',
  testName: `5,000 random sequences give tokens for every factor, and get the service’s errors for all else > part ${part}`,
})

/** What only some of the 5,000 sequences meet, and the part of the slow test in which they do. */
const RARE = new Map([
  ['any session is found', 1],
  ['an expired session is found', 1],
  ['a session of another device is found', 1],
  ['a session of another exchange is found', 1],
  ['a disabled user is sent a code', 1],
  ['a wrong password does not end a session', 1],
  ['a missing client secret renews', 2],
  ['any new password will do', 2],
  ['a factor that was not offered may be selected', 1],
  ['a factor that was not offered may be chosen', 1],
  ['any code sets a token up', 2],
  ['the device proof of another exchange will do', 1],
  ['a factor that was switched off may be chosen', 3],
  ['a device stands in for MFA everywhere', 3],
  ['failAuthentication fails nothing', 2],
  ['every exchange begins the grace period again', 3],
])

/** @returns {import('../../scripts/mutations.mjs').Mutation} */
const broken = (name, file, find, replace) => ({
  name: `machine: ${name}`,
  file,
  find,
  replace,
  ...(RARE.has(name) ? slow(RARE.get(name)) : FAST),
})

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  // ---- sessions
  broken('a session is not spent', pool('challenge-sessions.ts'), '      this.end(session)\n', ''),
  broken(
    'a session lives for ever',
    pool('challenge-sessions.ts'),
    'if (this.#clock.nowMs() >= expiresAtMs) throw sessionExpired()',
    '',
  ),
  broken('a session serves any user', pool('challenge-sessions.ts'), '!isOfUser || ', ''),
  broken('a session serves any client', pool('challenge-sessions.ts'), '!isOfClient || ', ''),
  broken(
    'a session serves any challenge',
    pool('challenge-sessions.ts'),
    ' || ticket.challengeName !== challengeName',
    '',
  ),
  broken(
    'answers of one session run side by side',
    pool('challenge-sessions.ts'),
    'open.turn.then(async () => {\n      this.#assertOpen(session)',
    'Promise.resolve().then(async () => {',
  ),
  broken('sealed values are not authenticated', pool('sealed-box.ts'), ', decipher.final()])', '])'),
  broken('a session is found for any user', pool('challenge-sessions.ts'), ' && session.sub === sub', ''),
  broken('a session is found for any client', pool('challenge-sessions.ts'), ' && session.clientId === clientId', ''),
  broken(
    'a session is found for any challenge',
    pool('challenge-sessions.ts'),
    'session.challengeName === challengeName && session.clientId',
    'session.clientId',
  ),
  broken('an expired session is found', pool('challenge-sessions.ts'), ' && session.expiresAtMs > nowMs', ''),
  broken('any session is found', pool('challenge-sessions.ts'), ' && isMeant(session.state)', ''),
  broken(
    'an answer without a session finds one for every challenge',
    signIn('step.ts'),
    'isMeant && isLeftOut ? sessions.findOpen(binding, isMeant(request))',
    'isLeftOut ? sessions.findOpen(binding, isMeant?.(request) ?? (() => true))',
  ),
  broken(
    'a session of another device is found',
    signIn('device-srp.ts'),
    'attempt.deviceKey !== undefined && attempt.deviceKey === parameters.get',
    'attempt.deviceKey !== undefined || attempt.deviceKey === parameters.get',
  ),
  broken(
    'a session of another exchange is found',
    signIn('device-srp.ts'),
    'return ({ asked }: AttemptState) => asked.serverPublicKey === exchange.ephemeralKey.publicKey',
    'return ({ asked }: AttemptState) => asked.serverPublicKey !== exchange.issuedAtMs',
  ),

  // ---- who may sign in
  broken('a disabled user goes on', signIn('step.ts'), 'if (user) assertMaySignIn(user)', ''),
  broken('a disabled user proves a password', signIn('password-verifier.ts'), '  assertMaySignIn(user)\n', ''),
  broken(
    'a disabled user gives a password',
    signIn('password-auth.ts'),
    'if (subject.user) assertMaySignIn(subject.user)',
    '',
  ),
  broken(
    'a disabled user is sent a code',
    signIn('user-auth.ts'),
    'if (step.subject.user) assertMaySignIn(step.subject.user)',
    '',
  ),
  broken(
    'a disabled user begins CUSTOM_AUTH',
    signIn('custom-auth.ts'),
    'if (subject.user) assertMaySignIn(subject.user)',
    '',
  ),
  broken('a disabled user sets up MFA', signIn('mfa-setup.ts'), '  assertMaySignIn(user)\n', ''),
  broken('disabling revokes nothing', pool('users.ts'), 'if (!isEnabled) revokeAllGrants(pool, user)', ''),
  broken('an unconfirmed user signs in', signIn('request.ts'), 'if (refusal) throw refusal()', ''),
  broken(
    'an unknown user is let through',
    signIn('custom-gate.ts'),
    'if (issueTokens) return { passed: attempt }',
    'if (issueTokens || step.subject.user === undefined) return { passed: attempt }',
  ),
  broken(
    'unknown users are hidden from nobody',
    pool('credentials.ts'),
    'if (client.hidesUnknownUsers) return',
    'return',
  ),

  // ---- the app client
  broken(
    'every flow is enabled',
    signIn('flows.ts'),
    'if (!request.client.enabledFlows.has(flow.enabledBy))',
    'if (request.client.enabledFlows.size === 0)',
  ),
  broken(
    'a wrong SECRET_HASH will do',
    pool('client-secret.ts'),
    'if (!equalText(hash, secretHash(clientSecret, username, clientId))) throw notAuthorized(mismatch)',
    '',
  ),
  broken(
    'a missing SECRET_HASH will do',
    pool('client-secret.ts'),
    '  if (hash === undefined) {',
    '  if (hash === undefined) return\n  if (hash === null) {',
  ),
  broken(
    'a superfluous SECRET_HASH will do',
    pool('client-secret.ts'),
    'if (hash !== undefined) throw',
    'if (hash === null) throw',
  ),
  broken(
    'a wrong client secret renews',
    pool('client-secret.ts'),
    'if (given !== undefined && (clientSecret === undefined || !equalText(given, clientSecret)))',
    'if (given !== undefined && clientSecret === undefined)',
  ),
  broken(
    'a missing client secret renews',
    pool('client-secret.ts'),
    'if (clientSecret !== undefined && given === undefined)',
    'if (clientSecret === null)',
  ),
  broken(
    'a superfluous client secret renews',
    pool('client-secret.ts'),
    '(clientSecret === undefined || !equalText(given, clientSecret))',
    '(clientSecret !== undefined && !equalText(given, clientSecret))',
  ),
  broken(
    'a wrong SECRET_HASH renews',
    signIn('refresh-token-auth.ts'),
    "parameters.get('SECRET_HASH'), mismatch",
    "undefined && '', mismatch",
  ),

  // ---- passwords
  broken(
    'any password will do',
    pool('credentials.ts'),
    'timingSafeEqual(groupElementBytes(shown), groupElementBytes(verifier)) && ',
    'shown > 0n && verifier > 0n && ',
  ),
  broken(
    'any password will do in a session',
    signIn('user-auth.ts'),
    'if (await isPasswordProven(step)) return',
    'if ((await isPasswordProven(step)) !== undefined) return',
  ),
  broken('a wrong password does not end a session', signIn('user-auth.ts'), '  endSession()\n  throw', '  throw'),
  broken('a wrong proof does not end a session', signIn('password-verifier.ts'), '      step.endSession()\n', ''),
  broken(
    'nobody is locked out',
    pool('lock-out.ts'),
    'if (attempts.failures >= FREE_FAILURES && nowMs < attempts.lockedUntilMs)',
    'if (attempts.failures < 0)',
  ),
  broken(
    'nobody is locked out twice',
    pool('lock-out.ts'),
    '1000 * 2 ** (attempts.failures - FREE_FAILURES)',
    '1000 * (attempts.failures - FREE_FAILURES)',
  ),
  broken(
    'guesses at once are all admitted',
    pool('lock-out.ts'),
    'attempts.queue.then(() => this.#admit(attempts, check))',
    'this.#admit(attempts, check)',
  ),
  broken(
    'a proof is not counted',
    signIn('password-verifier.ts'),
    'return pool.lockOut.evaluate(userId, async () => (await check()) && user !== undefined)',
    'return check().then(isRight => isRight && userId !== user?.sub)',
  ),
  broken(
    'a temporary password is enough',
    signIn('new-password-required.ts'),
    "if (user.status !== 'FORCE_CHANGE_PASSWORD') return { passed",
    'if (user.status) return { passed',
  ),
  broken(
    'a temporary password lasts for ever',
    signIn('new-password-required.ts'),
    'if (pool.clock.nowMs() >= user.temporaryPasswordExpiresAtMs)',
    'if (user.temporaryPasswordExpiresAtMs < 0)',
  ),
  broken(
    'a new password is set twice',
    signIn('new-password-required.ts'),
    "if (user.status !== 'FORCE_CHANGE_PASSWORD') throw notAuthorized('Invalid session for the user.')",
    '',
  ),
  broken(
    'any new password will do',
    signIn('new-password-required.ts'),
    '  assertPasswordPolicy(password, passwordPolicyOf(pool))\n',
    '  passwordPolicyOf(pool)\n  void assertPasswordPolicy\n',
  ),

  // ---- SRP
  broken('the proof is not verified', signIn('srp-claim.ts'), '(await verifyProof(proof).catch(() => false)) && ', ''),
  broken('any timestamp will do', signIn('srp-claim.ts'), ' && isTimely', ''),
  broken(
    'a secret block lives for ever',
    signIn('srp-claim.ts'),
    'if (ageMs >= client.challengeLifetimeSeconds * 1000) throw sessionExpired()',
    'void ageMs',
  ),
  broken(
    'a secret block serves any client',
    pool('secret-block.ts'),
    '`SECRET_BLOCK ${purpose} ${clientId}`',
    '`SECRET_BLOCK ${purpose} ${typeof clientId}`',
  ),
  broken(
    'a proof of a device is one of a password',
    pool('secret-block.ts'),
    '`SECRET_BLOCK ${purpose} ${clientId}`',
    '`SECRET_BLOCK ${typeof purpose} ${clientId}`',
  ),
  broken(
    'a forged secret block is a defect',
    signIn('srp-claim.ts'),
    'if (exchange === undefined) throw incorrectCredentials()',
    'if (exchange === undefined) throw new Error()',
  ),
  broken(
    'the proof of one user serves another',
    signIn('password-verifier.ts'),
    ' || pool.users.resolve(username) !== user',
    '',
  ),
  broken(
    'a proof counts without its session',
    signIn('password-verifier.ts'),
    '...(isInSession && { isInSession }),',
    '',
  ),
  broken(
    'a proof forgets the device that the sign-in began with',
    signIn('password-verifier.ts'),
    'deviceKey === undefined ? {} : { deviceKey })',
    '{})',
  ),

  // ---- first factors
  broken(
    'a code of any kind is offered',
    signIn('first-factors.ts'),
    'allowedFactors(pool).filter(factor => IS_SET_UP[factor](user))',
    "(['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] as const).filter(factor => IS_SET_UP[factor](user) && allowedFactors(pool))",
  ),
  broken(
    'a code goes to an unverified address',
    signIn('first-factors.ts'),
    " && attributes.get('email_verified') === 'true'",
    '',
  ),
  broken(
    'a code goes to an unverified telephone',
    signIn('first-factors.ts'),
    " && attributes.get('phone_number_verified') === 'true'",
    '',
  ),
  broken(
    'a code gets around MFA',
    signIn('first-factors.ts'),
    ' && dueFactors(pool, user)?.length === 0',
    ' && dueFactors(pool, user) !== null',
  ),
  broken(
    'a code gets around a temporary password',
    signIn('first-factors.ts'),
    "user.status !== 'FORCE_CHANGE_PASSWORD' && ",
    '',
  ),
  broken(
    'a code is offered to unknown users alone',
    signIn('first-factors.ts'),
    "return pool.settings.MfaConfiguration !== 'ON'",
    'return true',
  ),
  broken(
    'a factor that is not to be had may be preferred',
    signIn('user-auth.ts'),
    "choices.find(factor => factor === parameters.get('PREFERRED_CHALLENGE'))",
    "parameters.get('PREFERRED_CHALLENGE') as FirstFactor | undefined",
  ),
  broken(
    'a factor that was not offered may be selected',
    signIn('user-auth.ts'),
    '!step.asked.choices?.includes(factor)',
    'step.asked.choices === undefined',
  ),
  broken(
    'a factor that has gone since may be selected',
    signIn('user-auth.ts'),
    'availableFactors(step.request.pool, step.subject).find',
    'step.asked.choices?.concat(availableFactors(step.request.pool, step.subject)).map(name => name as FirstFactor).find',
  ),
  broken('a first factor counts as MFA', signIn('mfa.ts'), 'if (isFirstFactor) return { passed: step.attempt }', ''),
  broken('any sent code will do', signIn('codes.ts'), ' || given !== asked.code', ' || given === undefined'),
  broken('SMS_OTP takes any code', signIn('user-auth.ts'), "  assertCode(step, 'SMS_OTP')\n", ''),

  // ---- second factors
  broken(
    'MFA is not asked for',
    signIn('mfa.ts'),
    'if (attempt.isMfaDone || isDeviceEnough) return',
    'if (!attempt.isMfaDone || isDeviceEnough) return',
  ),
  broken(
    'MFA is not demanded where the pool does',
    pool('mfa/factors.ts'),
    "enabled.length > 0 || mode === 'OPTIONAL'",
    'enabled.length > 0 || mode !== undefined',
  ),
  broken(
    'any TOTP code will do',
    pool('mfa/software-token.ts'),
    'totpCode(secret, step) === code',
    'totpCode(secret, step).length === code.length',
  ),
  broken(
    'a TOTP code counts for minutes',
    pool('mfa/software-token.ts'),
    '[current, current - WINDOW, current + WINDOW]',
    '[current, current - 1, current + 1, current - 2, current + 2]',
  ),
  broken(
    'a TOTP code counts for its own step alone',
    pool('mfa/software-token.ts'),
    '[current, current - WINDOW, current + WINDOW]',
    '[current, current, current]',
  ),
  broken(
    'a TOTP code may be used again',
    pool('mfa/software-token.ts'),
    'if (token.usedSteps.has(step))',
    'if (token.usedSteps.size < 0)',
  ),
  broken(
    'the code that set a token up may be used again',
    pool('mfa/software-token.ts'),
    'usedSteps: new Set([step])',
    'usedSteps: new Set()',
  ),
  broken(
    'any code sets a token up',
    pool('mfa/software-token.ts'),
    "  if (step === undefined) {\n    throw new ServiceError('EnableSoftwareTokenMFAException'",
    "  if (code === '') {\n    throw new ServiceError('EnableSoftwareTokenMFAException'",
  ),
  broken('a factor that was not offered may be chosen', signIn('mfa.ts'), ' && step.asked.choices?.includes(name)', ''),
  broken(
    'a factor that was switched off may be chosen',
    signIn('mfa.ts'),
    'const due = dueFactors(step.request.pool, userOf(step)) ?? []',
    "const due: readonly MfaFactor[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']\n  void dueFactors(step.request.pool, userOf(step))",
  ),
  broken(
    'MFA_SETUP ends without a verified token',
    signIn('mfa-setup.ts'),
    'if (asked.isTokenVerified)',
    'if (asked.isTokenVerified !== true || asked.isTokenVerified)',
  ),
  broken(
    'MFA_SETUP ends with a token that was only handed out',
    signIn('mfa-setup.ts'),
    'if (asked.isTokenVerified)',
    'if (asked.secret)',
  ),
  broken(
    'MFA_SETUP takes an address that was not offered',
    signIn('mfa-setup.ts'),
    "if (email && asked.choices?.includes('EMAIL_OTP'))",
    'if (email)',
  ),
  broken(
    'MFA_SETUP hands out a token that was not offered',
    signIn('mfa-setup.ts'),
    "if (!asked.choices?.includes('SOFTWARE_TOKEN_MFA')) throw",
    'if (!asked.choices) throw',
  ),
  broken(
    'MFA_SETUP replaces a factor that was set up since',
    signIn('mfa-setup.ts'),
    'if (dueFactors(pool, user) !== undefined) throw',
    'if (dueFactors(pool, user) === null) throw',
  ),
  broken(
    'MFA_SETUP sends a code in spite of a factor that was set up since',
    signIn('mfa-setup.ts'),
    "includes('EMAIL_OTP')) {\n    assertNothingSetUp(pool, user)\n",
    "includes('EMAIL_OTP')) {\n",
  ),
  broken(
    'an address replaces a factor that was set up since',
    signIn('mfa.ts'),
    '    assertNothingSetUp(step.request.pool, user)\n',
    '',
  ),
  broken(
    'any session sets up a token',
    signIn('mfa-setup.ts'),
    '{ challengeName: NAME })\n  const { clientId',
    '{})\n  const { clientId',
  ),
  broken(
    'an earlier session of the set-up may be used again',
    signIn('mfa-setup.ts'),
    'await pool.sessions.use(found, async () => advance(user, state.asked))',
    'advance(user, state.asked)',
  ),
  broken(
    'a token is verified that was never handed out',
    signIn('mfa-setup.ts'),
    'if (asked.secret === undefined) throw noSecret()',
    "if (asked.secret === undefined) throw new Error('no secret')",
  ),

  // ---- devices
  broken(
    'a remembered device need not prove itself',
    signIn('device-srp.ts'),
    'if (attempt.isDeviceProven || !device?.isRemembered) return',
    'if (attempt.isDeviceProven || device) return',
  ),
  broken(
    'a device that is not remembered must prove itself',
    signIn('device-srp.ts'),
    'attempt.isDeviceProven || !device?.isRemembered',
    'attempt.isDeviceProven || !device',
  ),
  broken(
    'a device stands in for MFA everywhere',
    signIn('mfa.ts'),
    'attempt.isDeviceProven && deviceReplacesMfa(request.pool)',
    'attempt.isDeviceProven || !deviceReplacesMfa',
  ),
  broken(
    'a device stands in for MFA nowhere',
    pool('devices.ts'),
    '?.ChallengeRequiredOnNewDevice === true',
    '?.ChallengeRequiredOnNewDevice === undefined',
  ),
  broken(
    'a device that is not remembered stands in for MFA',
    signIn('device-srp.ts'),
    'if (!device?.isRemembered) throw incorrectCredentials()',
    'if (!device) throw incorrectCredentials()',
  ),
  broken(
    'a device step needs no DEVICE_KEY',
    signIn('device-srp.ts'),
    "  requireParameter(step.request, 'DEVICE_KEY')\n",
    '',
  ),
  broken('the device proof is not verified', signIn('device-srp.ts'), 'if (!isProven || ', 'if ('),
  broken('the device proof of another exchange will do', signIn('device-srp.ts'), ' || !isOfThisSession', ''),
  broken(
    'an unknown device is ignored',
    signIn('device-note.ts'),
    'key === undefined ? attempt : { ...attempt, deviceKey: findDevice(user, key).key }',
    'knownDevice(user, key) ? { ...attempt, deviceKey: findDevice(user, key ?? "").key } : attempt',
  ),
  broken(
    'an unknown device is refused before anything is proven',
    signIn('device-note.ts'),
    'return device ? { deviceKey: device.key } : {}',
    'return device ? { deviceKey: device.key } : noteDevice({ pool, parameters } as never, { user } as never, {})',
  ),
  broken('an unconfirmed device is known', pool('devices.ts'), 'return device?.verifier && device', 'return device'),
  broken(
    'a device is confirmed twice',
    pool('devices.ts'),
    'if (device.verifier) throw',
    'if (device.verifier && !device) throw',
  ),
  broken('a device is remembered unasked', pool('devices.ts'), 'isRemembered: !needsUser', 'isRemembered: true'),
  broken(
    'a renewal need not name its device',
    pool('tokens.ts'),
    'if (device === undefined || device.key !== deviceKey) throw',
    'if (device === undefined) throw',
  ),
  broken(
    'an unconfirmed or forgotten device renews',
    pool('tokens.ts'),
    'if (device === undefined || device.key !== deviceKey) throw',
    'if (grant.deviceKey !== deviceKey || device === null) throw',
  ),

  // ---- the triggers
  broken(
    'DefineAuthChallenge is not asked',
    signIn('custom-gate.ts'),
    'if (session === undefined) return { passed: attempt }',
    'if (session) return { passed: attempt }',
  ),
  broken(
    'failAuthentication fails nothing',
    signIn('custom-gate.ts'),
    'if (failAuthentication) throw incorrectCredentials()',
    '',
  ),
  broken(
    'every answer to a custom challenge is right',
    signIn('custom-auth.ts'),
    'challengeResult: verified?.answerCorrect === true',
    'challengeResult: verified !== undefined',
  ),
  broken(
    'a round is not noted',
    signIn('attempt.ts'),
    '[...attempt.customResults, result]',
    '[...attempt.customResults]',
  ),
  broken(
    'a round is noted instead of those before',
    signIn('attempt.ts'),
    '[...attempt.customResults, result]',
    '[result]',
  ),
  broken(
    'the proven password is not noted',
    signIn('password-verifier.ts'),
    'return { passed: withResult(step.attempt, result) }',
    'return { passed: { ...step.attempt, ...(withResult(step.attempt, result) && {}) } }',
  ),
  broken(
    'SRP_A is not noted',
    signIn('custom-auth.ts'),
    "return [{ challengeName: 'SRP_A', challengeResult: true }]",
    'return []',
  ),
  broken(
    'the triggers are asked again after they let the user through',
    signIn('custom-gate.ts'),
    'if (issueTokens) return { passed: attempt }',
    'if (issueTokens) return { passed: step.attempt }',
  ),

  // ---- the order of the challenges
  ...['customGate', 'newPasswordGate', 'deviceInsteadOfMfaGate', 'mfaGate'].map(gate =>
    broken(`${gate} is left out`, signIn('gates.ts'), `${gate}, `, ''),
  ),
  broken('deviceGate is left out', signIn('gates.ts'), ', deviceGate]', ']'),

  // ---- refresh tokens
  broken('a refresh token of another client is redeemed', pool('grants.ts'), 'grant?.clientId === clientId', 'grant'),
  broken(
    'a refresh token lasts for ever',
    pool('grants.ts'),
    "if (nowMs >= grant.expiresAtMs) throw notAuthorized('Refresh Token has expired')",
    '',
  ),
  broken(
    'a rotated refresh token is taken for ever',
    pool('grants.ts'),
    'if (replacedAtMs !== undefined && ',
    'if (replacedAtMs === -1 && ',
  ),
  broken('a rotated refresh token has no grace period', pool('grants.ts'), ' + client.rotationGraceSeconds * 1000', ''),
  broken(
    'every exchange begins the grace period again',
    pool('grants.ts'),
    'replacedAtMs: former.replacedAtMs ?? ',
    'replacedAtMs: ',
  ),
  broken(
    'refresh tokens are not rotated',
    pool('tokens.ts'),
    'client.rotatesRefreshTokens ? pool.grants.rotate(renewal.refreshToken, client) : undefined',
    'undefined',
  ),
  broken(
    'a revoked refresh token renews',
    pool('tokens.ts'),
    "if (pool.grants.isRevoked(grant, user)) throw notAuthorized('Refresh Token has been revoked')",
    '',
  ),
]
