import type { AttributeType } from '../cognito-idp/index.js'
import { checkObject, invalidOption } from '../errors/index.js'

/**
 * Attributes to write, by the pool's own names (`email`, `custom:plan`). Absent ones stay as they are, an empty text
 * removes one.
 */
export type AttributeInput = Readonly<Record<string, string | number | boolean | undefined>>

/** Attributes as the pool has them: every value is text, `email_verified` is `'true'` or `'false'`. */
export type Attributes = Readonly<Record<string, string>>

const TYPES = new Set(['string', 'number', 'boolean'])

/** @throws {TypeError} for what is no map of texts, numbers and booleans. */
export function toWire(attributes: AttributeInput, option = 'attributes'): AttributeType[] {
  checkObject(option, attributes)
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const wrong = given.find(([, value]) => !TYPES.has(typeof value))
  if (wrong) throw invalidOption(`${option}.${wrong[0]}`, 'must be a string, a number or a boolean')
  return given.map(([Name, value]) => ({ Name, Value: String(value) }))
}

/** What the SDK's types call an attribute. */
interface SdkAttribute {
  readonly Name: string | undefined
  readonly Value?: string | undefined
}

export function fromWire(attributes: readonly SdkAttribute[] = []): Attributes {
  return Object.fromEntries(attributes.map(({ Name = '', Value = '' }) => [Name, Value]))
}
