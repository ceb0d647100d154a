/** The pool's name of an attribute → what it is called here. */
export type AttributeMap = Readonly<Record<string, string>>

/** @returns A function that tells an attribute's name in the pool from its name here. */
export function poolNames(attributeMap: AttributeMap = {}): (ownName: string) => string {
  const names = new Map(Object.entries(attributeMap).map(([poolName, ownName]) => [ownName, poolName]))
  return ownName => names.get(ownName) ?? ownName
}

/** @returns A function that tells an attribute's name here from its name in the pool. */
export function ownNames(attributeMap: AttributeMap = {}): (poolName: string) => string {
  return poolName => (Object.hasOwn(attributeMap, poolName) ? (attributeMap[poolName] as string) : poolName)
}
