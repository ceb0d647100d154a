import type { ImportUser } from 'poolpass/admin'

/** The same user for the same index, in every process. */
export const bulkUser = (index: number) =>
  ({
    username: `user${index}`,
    password: `Correct-Horse-${index}`,
    attributes: { email: `${index}@example.com`, email_verified: 'true', name: `User ${index}` },
    groups: index % 3 === 0 ? ['everybody', 'thirds'] : ['everybody'],
  }) satisfies ImportUser

export function* bulkUsers(count: number): Generator<ImportUser, void, void> {
  for (let index = 0; index < count; index++) yield bulkUser(index)
}
