const admin = { test: 'packages/poolpass/test/admin/users.test.ts' }
const ownNames = { ...admin, testName: 'a user > has attributes under names of your own, where those are given' }
const map = 'packages/poolpass/src/cognito-idp/attribute-map.ts'

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'attributes: names of one’s own are sent as they are',
    file: map,
    find: 'names.get(ownName) ?? ownName',
    replace: 'ownName',
    ...ownNames,
  },
  {
    name: 'attributes: what is read keeps the pool’s names',
    file: map,
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
]
