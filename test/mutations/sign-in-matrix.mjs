const local = file => `packages/local/src/pool/${file}`
const cell = (file, flow, rest) => ({
  test: `packages/poolpass/test/sign-in/matrix/${file}.test.ts`,
  testName: `${flow} > ${flow}, ${rest}`,
})
const case_ = (file, testName) => ({ test: `packages/poolpass/test/sign-in/matrix/${file}.test.ts`, testName })

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'R5: a device whose proof is refused is taken for a wrong password',
    file: 'packages/poolpass/src/sign-in/flow.ts',
    find: 'sendResponses(flow, challenge, responses, step.refusedAs)',
    replace: 'sendResponses(flow, challenge, responses)',
    test: 'packages/poolpass/test/session/devices-with-pool.test.ts',
    testName:
      'a remembered device > with a password that is wrong is given up for the second factor: USER_PASSWORD_AUTH',
  },
  {
    name: 'sign-in matrix: the document says otherwise',
    file: 'docs/sign-in-matrix.md',
    find: '| SMS | none, new | SMS_MFA |',
    replace: '| SMS | none, new | EMAIL_OTP |',
    ...cell('client-based', 'USER_SRP_AUTH', 'client secret, MFA SMS, device new, rotation on, name phone'),
  },
  {
    name: 'sign-in matrix: the document forgets some cells',
    file: 'docs/sign-in-matrix.md',
    find: '| none | none, new | – |',
    replace: '| none | none | – |',
    ...case_('table', 'the document > has exactly one line of each table for every cell'),
  },
  {
    name: 'sign-in matrix: the document repeats what it says elsewhere',
    file: 'docs/sign-in-matrix.md',
    find: '| TOTP | none, new | SOFTWARE_TOKEN_MFA |',
    replace: '| TOTP, SMS | none, new | SOFTWARE_TOKEN_MFA |',
    ...case_('table', 'the document > has exactly one line of each table for every cell'),
  },
  {
    name: 'sign-in matrix: a line of the document has no source',
    file: 'docs/sign-in-matrix.md',
    find: 'the triggers decide from the start [custom]',
    replace: 'the triggers decide from the start',
    ...case_('table', 'the document > has a source for each line, or says that there is none'),
  },
  {
    name: 'sign-in matrix: renewals name no device',
    file: 'packages/poolpass/src/sign-in/renew.ts',
    find: '    DeviceKey: options.deviceKey,\n',
    replace: '',
    ...cell(
      'client-based',
      'USER_PASSWORD_AUTH',
      'client no secret, MFA none, device new, rotation off, name username',
    ),
  },
  {
    name: 'sign-in matrix: REFRESH_TOKEN_AUTH names no device',
    file: 'packages/poolpass/src/sign-in/refresh-token-auth.ts',
    find: '      ...(options.deviceKey !== undefined && { DEVICE_KEY: options.deviceKey }),\n',
    replace: '',
    ...case_(
      'refresh-token-auth',
      'REFRESH_TOKEN_AUTH > after USER_SRP_AUTH, client secret, MFA none, device remembered, rotation off, name e-mail',
    ),
  },
  {
    name: 'sign-in matrix: a rotated refresh token is dropped',
    file: 'packages/poolpass/src/sign-in/renew.ts',
    find: '{ refreshToken: options.refreshToken, ...tokens }',
    replace: '{ ...tokens, refreshToken: options.refreshToken }',
    ...cell('choice-based', 'USER_AUTH SMS_OTP', 'client secret, MFA none, device none, rotation on, name e-mail'),
  },
  {
    name: 'sign-in matrix: a chosen password is not proven in the same step',
    file: 'packages/poolpass/src/sign-in/password-steps.ts',
    find: 'return { ANSWER: choice, ...firstFactor(flow, choice) }',
    replace: 'return { ANSWER: choice }',
    ...cell(
      'choice-based',
      'USER_AUTH choice of PASSWORD_SRP',
      'client no secret, MFA TOTP, device none, rotation off, name username',
    ),
  },
  {
    name: 'sign-in matrix: the pool lets codes alone past MFA',
    file: local('sign-in/first-factors.ts'),
    find: "user.status !== 'FORCE_CHANGE_PASSWORD' && dueFactors(pool, user)?.length === 0",
    replace: "user.status !== 'FORCE_CHANGE_PASSWORD'",
    ...cell('choice-based', 'USER_AUTH EMAIL_OTP', 'client secret, MFA e-mail, device none, rotation off, name phone'),
  },
  {
    name: 'sign-in matrix: the pool sends codes to addresses that are not verified',
    file: local('sign-in/first-factors.ts'),
    find: " && attributes.get('email_verified') === 'true'",
    replace: '',
    ...case_('further', 'address and number are not verified'),
  },
  {
    name: 'sign-in matrix: in the pool a device replaces MFA wherever it is remembered',
    file: local('devices.ts'),
    find: 'pool.settings.DeviceConfiguration?.ChallengeRequiredOnNewDevice === true',
    replace: 'pool.settings.DeviceConfiguration !== undefined',
    ...cell(
      'client-based',
      'USER_SRP_AUTH',
      'client no secret, MFA SMS and TOTP, device remembered beside MFA, rotation off, name username',
    ),
  },
  {
    name: 'sign-in matrix: in the pool every confirmed device is remembered',
    file: local('devices.ts'),
    find: 'isRemembered: !needsUser',
    replace: 'isRemembered: true',
    ...case_('further', 'the user was not asked about the device, SMS'),
  },
  {
    name: 'sign-in matrix: the pool takes a rotated refresh token again',
    file: local('grants.ts'),
    find: 'nowMs >= replacedAtMs +',
    replace: 'nowMs > replacedAtMs +',
    ...cell('client-based', 'CUSTOM_AUTH', 'client secret, MFA none, device none, rotation on, name username'),
  },
  {
    name: 'sign-in matrix: the pool takes a refresh token from any app client',
    file: local('grants.ts'),
    find: 'grant?.clientId === clientId',
    replace: 'grant',
    ...case_('refused', 'a renewal by another app client > USER_SRP_AUTH, secret'),
  },
  {
    name: 'sign-in matrix: the pool’s aliases need not be verified',
    file: local('user-directory.ts'),
    find: "attribute === 'preferred_username' ||\n      attributes.get(",
    replace: 'attribute !== undefined ||\n      attributes.get(',
    ...case_('refused', 'the name is an e-mail address that is not verified > CUSTOM_AUTH, secret'),
  },
  {
    name: 'sign-in matrix: the pool does not say what there is to choose from',
    file: local('sign-in/user-auth.ts'),
    find: '{ ...(await goOn(step, advance)), availableChallenges: choices }',
    replace: 'goOn(step, advance)',
    test: 'interop/sign-in-matrix.slow.test.ts',
    testName:
      'the AWS SDK, with the proofs of cognito-srp-helper, meets what the document says > USER_AUTH choice of EMAIL_OTP, client secret, MFA none, device none, rotation off, name username',
  },
  {
    name: 'sign-in matrix: the pool rotates no refresh tokens, for the AWS SDK',
    file: local('tokens.ts'),
    find: 'client.rotatesRefreshTokens ? pool.grants.rotate(renewal.refreshToken, client) : undefined',
    replace: 'undefined',
    test: 'interop/sign-in-matrix.slow.test.ts',
    testName:
      'the AWS SDK, with the proofs of cognito-srp-helper, meets what the document says > USER_SRP_AUTH, client secret, MFA none, device none, rotation on, name username',
  },
  {
    name: 'sign-in matrix: the pool takes a device’s verifier for its salt',
    file: local('devices.ts'),
    find: 'salt: integer(config.Salt)',
    replace: 'salt: integer(config.PasswordVerifier)',
    test: 'interop/sign-in-matrix.slow.test.ts',
    testName:
      'the AWS SDK, with the proofs of cognito-srp-helper, meets what the document says > USER_SRP_AUTH, client secret, MFA none, device remembered, rotation on, name username',
  },
]
