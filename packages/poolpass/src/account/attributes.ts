import type { AttributeType } from '../cognito-idp/index.js'
import { checkObject, invalidOption } from '../errors/index.js'

export type AttributeValue = string | number | boolean

/** The attributes that every user pool has, by the service's names. */
export interface StandardAttributes {
  /** The user's id, for life. Made by the pool. */
  sub?: string | undefined
  name?: string | undefined
  given_name?: string | undefined
  family_name?: string | undefined
  middle_name?: string | undefined
  nickname?: string | undefined
  preferred_username?: string | undefined
  profile?: string | undefined
  picture?: string | undefined
  website?: string | undefined
  email?: string | undefined
  /** Only the pool and administrators write it. */
  email_verified?: boolean | undefined
  gender?: string | undefined
  /** `YYYY-MM-DD`. */
  birthdate?: string | undefined
  zoneinfo?: string | undefined
  locale?: string | undefined
  /** `+` and digits. */
  phone_number?: string | undefined
  /** Only the pool and administrators write it. */
  phone_number_verified?: boolean | undefined
  address?: string | undefined
  /** Seconds since 1970. */
  updated_at?: number | undefined
  /** JSON text; of users who signed in by another provider. */
  identities?: string | undefined
}

/**
 * A user's attributes. Custom ones have their whole name, with `custom:`; the pool does not tell their types, so that
 * they are read as strings, whatever they were written as.
 */
export type UserAttributes = StandardAttributes & {
  [name in `custom:${string}` | `dev:custom:${string}`]?: AttributeValue | undefined
}

/** The pool's name of an attribute → what it is called here. */
export type AttributeMap = Readonly<Record<string, string>>

/** Attributes of which some are called by names of one's own: those that an {@link AttributeMap} gives. */
export type NamedAttributes<OwnName extends string = never> = UserAttributes & {
  [name in OwnName]?: AttributeValue | undefined
}

const BOOLEANS = ['email_verified', 'phone_number_verified']
const NUMBERS = ['updated_at']

/** Gives the names of custom attributes their prefix: `{ team: 'blue' }` → `{ 'custom:team': 'blue' }`. */
export function customAttributes<Name extends string>(
  values: Readonly<Record<Name, AttributeValue>>,
): Record<`custom:${Name}`, AttributeValue> {
  const entries = Object.entries<AttributeValue>(values).map(([name, value]) => [`custom:${name}`, value])
  return Object.fromEntries(entries) as Record<`custom:${Name}`, AttributeValue>
}

/** @throws {TypeError} naming the attribute whose value is none. */
export function checkAttributes(option: string, attributes: unknown): asserts attributes is object {
  checkObject(option, attributes)
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) checkValue(option, name, value)
}

/**
 * Attributes as they are sent. Those that are `undefined` are left out.
 *
 * @throws {TypeError} naming the attribute whose value is none.
 */
export function toWire(attributes: object, attributeMap: AttributeMap = {}): AttributeType[] {
  checkAttributes('attributes', attributes)
  const poolNames = new Map(Object.entries(attributeMap).map(([poolName, ownName]) => [ownName, poolName]))
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (value === undefined) return []
    return [{ Name: poolNames.get(name) ?? name, Value: String(value) }]
  })
}

function checkValue(option: string, name: string, value: unknown): void {
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return
  throw invalidOption(option, `must hold strings, numbers and booleans; ${name} is none of them`)
}

/** Attributes as they are read. */
export function fromWire(
  list: readonly AttributeType[] = [],
  attributeMap: AttributeMap = {},
): NamedAttributes<string> {
  const ownName = (name: string) => (Object.hasOwn(attributeMap, name) ? (attributeMap[name] as string) : name)
  return Object.fromEntries(list.map(({ Name, Value = '' }) => [ownName(Name), typedValue(Name, Value)]))
}

function typedValue(name: string, value: string): AttributeValue {
  if (BOOLEANS.includes(name)) return value.toLowerCase() === 'true'
  const number = NUMBERS.includes(name) && value !== '' ? Number(value) : Number.NaN
  return Number.isNaN(number) ? value : number
}
