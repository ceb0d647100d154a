import { type AttributeMap, type AttributeType, ownNames, poolNames } from '../cognito-idp/index.js'
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
export function checkAttributes(option: string, attributes: unknown): void {
  checkObject(option, attributes)
  const wrong = Object.entries(attributes).find(([, value]) => value !== undefined && !TYPES.has(typeof value))
  if (wrong) throw invalidOption(`${option}.${wrong[0]}`, 'must be a string, a number or a boolean')
}

/**
 * @param attributeMap Which attributes have other names here than in the pool.
 * @throws {TypeError} for what is no map of texts, numbers and booleans.
 */
export function toWire(attributes: AttributeInput, attributeMap?: AttributeMap): AttributeType[] {
  checkAttributes('attributes', attributes)
  const poolName = poolNames(attributeMap)
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  return given.map(([name, value]) => ({ Name: poolName(name), Value: String(value) }))
}

/** What the SDK's types call an attribute. */
interface SdkAttribute {
  readonly Name: string | undefined
  readonly Value?: string | undefined
}

export function fromWire(attributes: readonly SdkAttribute[] = [], attributeMap?: AttributeMap): Attributes {
  const ownName = ownNames(attributeMap)
  return Object.fromEntries(attributes.map(({ Name = '', Value = '' }) => [ownName(Name), Value]))
}
