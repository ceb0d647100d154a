import { invalidOption, outOfRange } from '../errors/index.js'
import { checkText } from './text.js'
import type { UserStatus } from './users.js'

/** Attributes of the user's that the service can search. Custom ones are not among them. */
export type SearchableAttribute =
  | 'username'
  | 'sub'
  | 'email'
  | 'phone_number'
  | 'name'
  | 'given_name'
  | 'family_name'
  | 'preferred_username'

/** What else may be searched by. */
export interface SearchableState {
  /** Whether the user may sign in. */
  status: 'Enabled' | 'Disabled'
  /** How far the sign-up or the password is. */
  'cognito:user_status': UserStatus
}

/** All that a filter may name. */
type Searchable = SearchableAttribute | keyof SearchableState
/** What it may be compared with. */
type ValueOf<Name extends Searchable> = Name extends keyof SearchableState ? SearchableState[Name] : string

const KNOWN: Readonly<Record<Searchable, true>> = {
  username: true,
  sub: true,
  email: true,
  phone_number: true,
  name: true,
  given_name: true,
  family_name: true,
  preferred_username: true,
  status: true,
  'cognito:user_status': true,
}

const LONGEST_FILTER = 256

/** Tells a filter from other strings, at compile time only. */
declare const brand: unique symbol

/** A filter for `CognitoAdmin.users`, in the service's own words. Made by {@link equals} and {@link startsWith}. */
export type UserFilter = string & {
  /** So that no other string is taken for one. There is no such member. */
  readonly [brand]: true
}

function clause(attribute: unknown, operator: '=' | '^=', value: unknown): UserFilter {
  const name = checkText('attribute', attribute)
  if (!Object.hasOwn(KNOWN, name)) throw invalidOption('attribute', 'must be one that the service can search')
  if (typeof value !== 'string') throw invalidOption('value', 'must be a string')
  const text = `${name} ${operator} "${value.replace(/["\\]/g, '\\$&')}"`
  if (text.length > LONGEST_FILTER) throw outOfRange('value', `is too long: a filter has ${LONGEST_FILTER} characters`)
  return text as UserFilter
}

/** Users whose attribute has exactly this value. */
export function equals<Name extends Searchable>(attribute: Name, value: ValueOf<Name>): UserFilter {
  return clause(attribute, '=', value)
}

/** Users whose attribute begins so. */
export function startsWith(attribute: Searchable, prefix: string): UserFilter {
  return clause(attribute, '^=', prefix)
}
