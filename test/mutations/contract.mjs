const test = 'packages/poolpass/test/contract/contract.test.ts'
const library = file => `packages/poolpass/src/${file}`

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'contract: a public method has no case',
    file: library('session/cognito.ts'),
    find: '  explain(): SessionExplanation {',
    replace: '  why(): string {\n    return this.explain().state\n  }\n\n  explain(): SessionExplanation {',
    test,
    testName: 'Cognito > has a case for every public member, and for nothing else',
  },
  {
    name: 'contract: a new option is read, and its type is not checked',
    file: library('session/own-account.ts'),
    find: 'const CONFIRM_SIGN_UP = { ...PUBLIC, ...REGISTRATION, session: checkText,',
    replace: 'const CONFIRM_SIGN_UP = { ...PUBLIC, ...REGISTRATION, session: unchecked,',
    test,
    testName: 'Cognito > confirmSignUp',
  },
  {
    name: 'contract: an unknown option goes unnoticed',
    file: library('errors/check-options.ts'),
    find: '  refuseUnknownOptions(options, checks)\n',
    replace: '',
    test,
    testName: 'Cognito > resendConfirmationCode',
  },
  {
    name: 'contract: a wrong value is told after a token was asked for',
    file: library('session/own-account.ts'),
    find: "  checkText('code', code)\n  checkAttribute('attribute', attribute)\n  await account",
    replace:
      "  await tokenOf(session)\n  checkText('code', code)\n  checkAttribute('attribute', attribute)\n  await account",
    test,
    testName: 'Cognito > validateVerification',
  },
  {
    name: 'contract: an administrator’s metadata is sent as it is',
    file: library('admin/users.ts'),
    find: 'const METADATA_OPTIONS: Checks<MetadataOptions> = { clientMetadata: checkTextMap }',
    replace: 'const METADATA_OPTIONS: Checks<MetadataOptions> = { clientMetadata: () => {} }',
    test,
    testName: 'CognitoAdmin > resetPassword',
  },
  {
    name: 'contract: an administrator’s names of attributes are taken as they are',
    file: library('admin/users.ts'),
    find: 'const READ_OPTIONS: Checks<ReadUserOptions> = { attributeMap: checkTextMap }',
    replace: 'const READ_OPTIONS: Checks<ReadUserOptions> = { attributeMap: () => {} }',
    test,
    testName: 'CognitoAdmin > getUser',
  },
  {
    name: 'contract: a list is refused only when somebody reads it',
    file: library('admin/groups.ts'),
    find: "  const input = { Username: checkText('username', username), Limit: pageSizeOf(options) }\n  return everyItem(async token => {\n    const call",
    replace:
      "  return everyItem(async token => {\n    const input = { Username: checkText('username', username), Limit: pageSizeOf(options) }\n    const call",
    test,
    testName: 'CognitoAdmin > groupsForUser',
  },
  {
    name: 'contract: a listener for an event that there is not',
    file: library('session/events.ts'),
    find: "    checkEvent('event', event)\n",
    replace: '',
    test,
    testName: 'Cognito > on',
  },
  {
    name: 'contract: a throttled call is no such error',
    file: library('cognito-idp/classify.ts'),
    find: "{ name: 'TooManyRequests', code: 'ERR_POOLPASS_THROTTLED' }",
    replace: "{ name: 'TooManyRequests', code: 'ERR_POOLPASS_LIMIT_EXCEEDED' }",
    test,
    testName: 'CognitoAdmin > deleteGroup',
  },
  {
    name: 'contract: a name that is taken has no code of its own',
    file: library('cognito-idp/classify.ts'),
    find: "  { name: 'DuplicateProvider', code: 'ERR_POOLPASS_NAME_TAKEN' },\n",
    replace: '',
    test,
    testName: 'CognitoAdmin > createIdentityProvider',
  },
  {
    name: 'contract: a session that was signed out signs in again',
    file: library('session/session.ts'),
    find: '    if (this.holding.isSignedOut) throw this.holding.missingSession()\n',
    replace: '',
    test,
    testName: 'Cognito > getDevice',
  },
]
