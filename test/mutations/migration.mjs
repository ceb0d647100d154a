const ownNames = {
  test: 'packages/poolpass/test/admin/users.test.ts',
  testName: 'a user > has attributes under names of your own, where those are given',
}

const guide = 'docs/migrating-from-pycognito.md'
const guided = {
  test: 'test/package/migration-guide.test.ts',
  testName:
    'docs/migrating-from-pycognito.md > has a row for each name of pycognito, and names nothing that does not exist',
  build: 'types',
}
const documentation = testName => ({ test: 'test/package/documentation.test.ts', testName, build: 'types' })

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'attributes: what is read keeps the pool’s names',
    file: 'packages/poolpass/src/cognito-idp/attribute-map.ts',
    find: 'Object.hasOwn(attributeMap, poolName) ? (attributeMap[poolName] as string) : poolName',
    replace: 'poolName',
    ...ownNames,
  },
  {
    name: 'admin: a list forgets names of one’s own',
    file: 'packages/poolpass/src/admin/list-users.ts',
    find: 'readUser(user, attributeMap)',
    replace: 'readUser(user)',
    ...ownNames,
  },
  {
    name: 'migration guide: a name of pycognito has no row',
    file: guide,
    find: '`Cognito.switch_session(session)`',
    replace: 'switch_session',
    ...guided,
  },
  {
    name: 'migration guide: a row has an argument that pycognito does not have',
    file: guide,
    find: '`Cognito.check_token(renew)`',
    replace: '`Cognito.check_token(renew, force)`',
    ...guided,
  },
  {
    name: 'migration guide: a method of ours does not exist',
    file: guide,
    find: '`CognitoAdmin.groupsForUser(username)`',
    replace: '`CognitoAdmin.listGroupsForUser(username)`',
    ...guided,
  },
  {
    name: 'migration guide: an option of ours does not exist',
    file: guide,
    find: '`Cognito.checkToken({ renew })`',
    replace: '`Cognito.checkToken({ force })`',
    ...guided,
  },
  {
    name: 'migration guide: an error code of ours does not exist',
    file: guide,
    find: '| `ERR_POOLPASS_TOKEN_INVALID` |',
    replace: '| `ERR_POOLPASS_TOKEN` |',
    ...guided,
  },
  {
    name: 'documentation: an option loses its comment',
    file: 'packages/poolpass/src/http/srp-auth.ts',
    find: '/** Default `TokenType.ACCESS_TOKEN`. */',
    replace: '',
    ...documentation('every public name and its members are documented > in poolpass'),
  },
  {
    name: 'documentation: an exported class loses its comment',
    file: 'packages/poolpass/src/testing/fake-clock.ts',
    find: '/** A {@link Clock} that a test moves by hand. Nothing sleeps: `sleep` ends when the clock has been moved that far. */',
    replace: '',
    ...documentation('every public name and its members are documented > in poolpass/testing'),
  },
  {
    name: 'documentation: the API reference leaves an entry point out',
    file: 'packages/poolpass/typedoc.json',
    find: '"src/admin/index.ts",',
    replace: '',
    ...documentation('the API reference covers every entry point of packages/poolpass'),
  },
]
