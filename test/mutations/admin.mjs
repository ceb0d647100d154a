const source = file => `packages/poolpass/src/admin/${file}`
const admin = (file, testName) => ({ test: `packages/poolpass/test/admin/${file}.test.ts`, testName })
const local = (file, testName) => ({ test: `packages/local/test/${file}.test.ts`, testName })

/** @type {import('../../scripts/mutations.mjs').Mutation[]} */
export default [
  {
    name: 'admin: an update resets what it does not name',
    file: source('app-clients.ts'),
    find: '...merge(settings, changes)',
    replace: '...changes',
    ...admin('app-clients', 'an app client > keeps all that an update does not name'),
  },
  {
    name: 'admin: two updates at once undo each other',
    file: source('merge.ts'),
    find: '(before ?? Promise.resolve())',
    replace: 'Promise.resolve()',
    ...admin('app-clients', 'an app client > keeps both of two updates at once'),
  },
  {
    name: 'admin: a filter is not escaped',
    file: source('user-filter.ts'),
    find: `.replace(/["\\\\]/g, '\\\\$&')`,
    replace: '',
    ...admin('lists', 'admin.users() > finds exactly the one of any name: every filter is escaped'),
  },
  {
    name: 'admin: a list ends with its first page',
    file: source('pages.ts'),
    find: 'token = page.next',
    replace: 'token = undefined',
    ...admin('lists', 'the other lists > give all of their pages'),
  },
  {
    name: 'R15: admin: an error quotes what was sent',
    file: source('failures.ts'),
    find: '${scrub(message, input)}',
    replace: '${message}',
    ...admin('service', 'a failure > that quotes what was sent is scrubbed, but for names'),
  },
  {
    name: 'admin: bulk work does not keep to the quotas',
    file: source('bulk/pace.ts'),
    find: 'if (nowMs >= this.#nextAtMs) break',
    replace: 'break',
    ...admin('bulk/quotas', 'quotas > can be set for all or for some, or lifted'),
  },
  {
    name: 'admin: the retries of the SDK do not count for the quotas',
    file: source('service.ts'),
    find: "step: 'finalizeRequest', priority: 'low'",
    replace: "step: 'initialize', priority: 'low'",
    ...admin(
      'bulk/quotas',
      'quotas > hold bulk work to what the service allows in any second, the retries of the SDK included',
    ),
  },
  {
    name: 'admin: a checkpoint is ahead of what is done',
    file: source('bulk/progress.ts'),
    find: 'this.#checkpoint?.save(index - 1, results)',
    replace: 'this.#checkpoint?.save(index, results)',
    ...admin('bulk/import-users', 'a checkpoint > lets the next run go on, and finish what was only begun'),
  },
  {
    name: 'admin: one user’s trouble ends an import',
    file: source('bulk/import-users.ts'),
    find: 'if (!isAboutUser(error)) throw error',
    replace: 'if (error) throw error',
    ...admin(
      'bulk/import-users',
      'admin.importUsers() > puts what is wrong with a user into that user’s result, and goes on',
    ),
  },
  {
    name: 'admin: an export that waits for groups cannot be ended',
    file: source('bulk/export-users.ts'),
    find: 'groupNames(service, user, pace, signal)',
    replace: 'groupNames(service, user, pace)',
    ...admin('bulk/import-users', 'admin.exportUsers() > ends with the signal’s reason while it asks for groups'),
  },
  {
    name: 'admin: a signal has a listener for each call',
    file: source('service.ts'),
    find: 'const forget = onAbort(signal, reason => request.abort(reason))',
    replace: "signal?.addEventListener('abort', () => request.abort(signal.reason))\n    const forget = () => {}",
    ...admin('bulk/import-users', 'admin.importUsers() > hangs no more than one listener on a signal'),
  },
  {
    name: 'admin: a sign-in is not an administrator’s',
    file: source('authenticate.ts'),
    find: "InitiateAuth: 'AdminInitiateAuth',",
    replace: '',
    ...admin('authenticate', 'admin.authenticate() > gives tokens for a password, by the operations of administrators'),
  },
  {
    name: 'pool: a list goes on with another list’s token',
    file: 'packages/local/src/operations/paging.ts',
    find: 'digest !== digestOf(list) || ',
    replace: 'digest === undefined || ',
    ...local('groups', 'lists > take a token for the same list and for an hour only'),
  },
  {
    name: 'pool: a list’s token lives for ever',
    file: 'packages/local/src/operations/paging.ts',
    find: ' || nowMs >= Number(expiresAtMs)',
    replace: '',
    ...local('groups', 'lists > take a token for the same list and for an hour only'),
  },
  {
    name: 'pool: members of a deleted group are in the next one of that name',
    file: 'packages/local/src/pool/groups.ts',
    find: 'for (const user of pool.users.all()) removeFromGroup(pool, user, name)',
    replace: '',
    ...local(
      'groups',
      'members > have the group in their tokens until it is deleted, and not in those of a later one of that name',
    ),
  },
  {
    name: 'pool: a filter’s value keeps its escapes',
    file: 'packages/local/src/pool/user-filter.ts',
    find: `.replace(/\\\\(["\\\\])/g, '$1')`,
    replace: '',
    ...local('list-users', 'ListUsers'),
  },
  {
    name: 'pool: a deleted app client still renews',
    file: 'packages/local/src/pool/account.ts',
    find: 'pool.clients.delete(client.clientId)',
    replace: '',
    ...local('pools-and-clients', 'an app client > is deleted, and with it all that it may do'),
  },
]
