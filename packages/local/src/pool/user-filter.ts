import { invalidParameter } from './service-error.js'
import type { User } from './user.js'

/** Whether a user is among those that ListUsers was asked for. */
export type UserFilter = (user: User) => boolean

/** What may be searched, and what each search looks at. */
const SEARCHABLE: Readonly<Record<string, (user: User) => string | undefined>> = {
  username: user => user.username,
  sub: user => user.sub,
  status: user => (user.isEnabled ? 'Enabled' : 'Disabled'),
  'cognito:user_status': user => user.status,
  ...Object.fromEntries(
    ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'].map(name => [
      name,
      (user: User) => user.attributes.get(name),
    ]),
  ),
}

const IGNORES_CASE = 'cognito:user_status'

/** One clause: an attribute, quoted or not, `=` or `^=`, and a value in quotes. */
const CLAUSE = /^\s*(?:"([\w:.-]+)"|([\w:.-]+))\s*(\^?=)\s*"((?:[^"\\]|\\[\s\S])*)"\s*$/

/**
 * Reads the filter of ListUsers.
 *
 * @throws {ServiceError} InvalidParameterException for what is no clause, or a search that the service does not do.
 */
export function readUserFilter(text: string): UserFilter {
  if (text.trim() === '') return () => true
  const [, quoted, bare, operator, escaped = ''] = CLAUSE.exec(text) ?? []
  const attribute = quoted ?? bare
  if (attribute === undefined) throw invalidParameter('Error while parsing filter')
  if (/^(dev:)?custom:/.test(attribute)) throw invalidParameter('Input fails to satisfy the constraints.')
  const read = Object.hasOwn(SEARCHABLE, attribute) ? SEARCHABLE[attribute] : undefined
  if (read === undefined) throw invalidParameter(`Invalid search attribute: ${attribute}`)
  const fold = (value: string) => (attribute === IGNORES_CASE ? value.toUpperCase() : value)
  const wanted = fold(escaped.replace(/\\(["\\])/g, '$1'))
  return user => {
    const value = read(user)
    if (value === undefined) return false
    return operator === '=' ? fold(value) === wanted : fold(value).startsWith(wanted)
  }
}
