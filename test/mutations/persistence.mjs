const store = file => `packages/local/src/persistence/${file}`
const pool = file => `packages/local/src/pool/${file}`
const local = (file, testName) => ({ test: `packages/local/test/${file}.test.ts`, testName })
const kept = testName => local('persistence', testName)
const directory = testName => local('data-directory', testName)

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'data: an answer does not wait for the commit',
    file: 'packages/local/src/http/handler.ts',
    find: 'run(record).finally(commit)',
    replace: 'run(record).finally(() => void commit())',
    build: true,
    ...local('kills', 'a server that is killed, three times, has lost nothing that it acknowledged'),
  },
  {
    name: 'data: a changed user is not told to the table',
    file: pool('user-directory.ts'),
    find: 'this.#bySub.set(user.sub, user)\n    if (changes',
    replace: 'if (changes',
    ...kept('passwords and codes > of after a change are the ones that sign in'),
  },
  {
    name: 'data: a deleted pool leaves its users behind',
    file: store('tracked-tables.ts'),
    find: 'for (const table of Object.values(this.of(poolId))) table.clear()',
    replace: '',
    ...kept('a data directory > forgets a deleted pool, its keys and all that was in it'),
  },
  {
    name: 'data: what was cleared is kept',
    file: store('tracked-map.ts'),
    find: 'for (const key of this.keys()) this.#changed.add(key)',
    replace: '',
    ...kept('a data directory > forgets a deleted pool, its keys and all that was in it'),
  },
  {
    name: 'data: records come back in the order of their keys',
    file: store('tracked-tables.ts'),
    find: 'numberOf(one) - numberOf(other)',
    replace: '0',
    ...kept('a data directory > keeps pools, clients, groups, users and identity providers as they are'),
  },
  {
    name: 'data: a name of the store’s own is taken for a value',
    file: store('codec.ts'),
    find: "name.startsWith('$') ? `$${name}` : name",
    replace: 'name',
    ...kept('a data directory > keeps pools, clients, groups, users and identity providers as they are'),
  },
  {
    name: 'data: numbers begin anew',
    file: store('data-directory.ts'),
    find: 'continueAfter(database.lastNumber)',
    replace: '',
    build: true,
    ...directory('--data > takes the sign-ins of a later process for none of those that were ended before'),
  },
  {
    name: 'data: signing keys are made anew',
    file: pool('account.ts'),
    find: 'tables.signingKeys.get(poolId) ?? signingKeys ?? createSigningKeys()',
    replace: 'signingKeys ?? createSigningKeys()',
    ...kept('tokens > have keys of the pool’s own, where none were given'),
  },
  {
    name: 'data: half of a configuration is kept',
    file: 'packages/local/src/local-cognito.ts',
    find: 'await storage.abandon()',
    replace: 'await storage.close()',
    ...kept('what the options name > leaves nothing behind when some of it is wrong'),
  },
  {
    name: 'data: close loses what no answer told of',
    file: 'packages/local/src/local-cognito.ts',
    find: 'directory.commit().finally(directory.close)',
    replace: 'directory.close()',
    ...kept('what the options name > and what a test did to a user without a request, is kept when the server ends'),
  },
  {
    name: 'data: two servers share a directory',
    file: store('database.ts'),
    find: 'if (isAlive) throw',
    replace: 'if (isAlive && pid < 0) throw',
    ...directory(
      'another server on it > is refused, in the same process and in another one, until the first one closes',
    ),
  },
  {
    name: 'data: the dead keep their directory',
    file: store('database.ts'),
    find: 'readers(database).includes(pid)',
    replace: 'true',
    ...directory('another server on it > is let in when the first one was killed'),
  },
  {
    name: 'data: everybody may read the keys',
    file: store('database.ts'),
    find: 'const OWNER_ONLY_FILE = 0o600',
    replace: 'const OWNER_ONLY_FILE = 0o644',
    ...directory('its files > are for their owner only, copies of them too'),
  },
  {
    name: 'data: copied files stay open to everybody',
    file: store('database.ts'),
    find: 'await chmod(join(directory, name), OWNER_ONLY_FILE)',
    replace: 'join(directory, name)',
    ...directory('its files > are for their owner only, copies of them too'),
  },
  {
    name: 'data: any version will do',
    file: store('database.ts'),
    find: 'if (isEmpty || format === String(FORMAT)) return',
    replace: 'if (isEmpty || format !== undefined) return',
    ...directory('what it cannot read > is of another version'),
  },
  {
    name: 'data: a database of another program is taken over',
    file: store('database.ts'),
    find: 'if (isEmpty || format === String(FORMAT)) return',
    replace: 'if (format === undefined || format === String(FORMAT)) return',
    ...directory('what it cannot read > is another program’s'),
  },
]
