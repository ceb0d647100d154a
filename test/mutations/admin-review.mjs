const source = file => `packages/poolpass/src/admin/${file}`
const admin = (file, testName) => ({ test: `packages/poolpass/test/admin/${file}.test.ts`, testName })

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'admin: an import takes somebody else for a user that was only begun',
    file: source('bulk/import-one.ts'),
    find: 'return ours.size === theirs.size && ',
    replace: 'return ',
    ...admin('bulk/import-users', 'a checkpoint > takes nobody for a user that was only begun who has more attributes'),
  },
  {
    name: 'admin: an import gives a password to whom the source gives none',
    file: source('bulk/import-one.ts'),
    find: 'return password === undefined || temporaryPassword ? JUST_MADE : ',
    replace: 'return ',
    ...admin(
      'bulk/import-users',
      'a checkpoint > takes nobody for a user that was only begun who has a password where the source gives none',
    ),
  },
  {
    name: 'admin: an import without a checkpoint overwrites who exists',
    file: source('bulk/import-one.ts'),
    find: ' || !(mayBeBegun || isLost)',
    replace: '',
    ...admin(
      'bulk/import-users',
      'a checkpoint > or its absence: a user that exists is not touched when the pool was too busy first',
    ),
  },
  {
    name: 'admin: a refusal counts as a lost answer',
    file: source('service.ts'),
    find: 'if (!isRefused(error)) onLostAnswer',
    replace: 'onLostAnswer',
    ...admin(
      'bulk/import-users',
      'a checkpoint > or its absence: a user that exists is not touched when the pool was too busy first',
    ),
  },
  {
    name: 'admin: a first run takes who exists for users that were begun',
    file: source('bulk/import-users.ts'),
    find: 'if (index === undefined) {',
    replace: 'if (index === null) {',
    ...admin(
      'bulk/import-users',
      'a checkpoint > makes a first run touch nobody who exists, and leaves a mark for the next one',
    ),
  },
  {
    name: 'admin: a name that comes again in a source is imported over the first',
    file: source('bulk/import-users.ts'),
    find: 'this.#names.add(name.toLowerCase()).size > before',
    replace: 'this.#names.add(name.toLowerCase()).size >= before',
    ...admin('bulk/import-users', 'a checkpoint > finishes a user once, though the source has the name again'),
  },
  {
    name: 'admin: an update resets what it does not name inside a setting',
    file: source('merge.ts'),
    find: 'isMap(before) ? before : {}',
    replace: '{}',
    ...admin('app-clients', 'an app client > keeps what is beside the change inside a setting: a unit changes'),
  },
  {
    name: 'admin: an import does not wait for what onProgress returns',
    file: source('bulk/progress.ts'),
    find: "await callBack('onProgress'",
    replace: "void callBack('onProgress'",
    ...admin(
      'bulk/import-users',
      'admin.importUsers() > waits for what `onProgress` returns before it tells of the next user, and before it saves',
    ),
  },
]
