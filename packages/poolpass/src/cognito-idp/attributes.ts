import { checkObject, invalidOption } from '../errors/index.js'
import { type AttributeMap, poolNames } from './attribute-map.js'
import type { AttributeType } from './wire-types.js'

/** @throws {TypeError} naming the attribute whose value is none. */
export function checkAttributes(option: string, attributes: unknown): asserts attributes is object {
  checkObject(option, attributes)
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) checkValue(option, name, value)
}

function checkValue(option: string, name: string, value: unknown): void {
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return
  throw invalidOption(`${option}.${name}`, 'must be a string, a number or a boolean')
}

/**
 * Attributes as they are sent. Those that are `undefined` are left out.
 *
 * @param attributeMap Which attributes have other names here than in the pool.
 * @throws {TypeError} naming the attribute whose value is none.
 */
export function attributesToWire(attributes: object, attributeMap?: AttributeMap): AttributeType[] {
  checkAttributes('attributes', attributes)
  const poolName = poolNames(attributeMap)
  return Object.entries(attributes).flatMap(([name, value]) => {
    if (value === undefined) return []
    return [{ Name: poolName(name), Value: String(value) }]
  })
}
