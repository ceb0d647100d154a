import { invalidParameter } from '../pool/service-error.js'

/**
 * One page of a list. The token names where the next one starts, so that what goes from the pages before moves nothing.
 *
 * @throws {ServiceError} InvalidParameterException for a token that names nothing in the list (any more).
 */
export function page<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  size: number,
  nextToken: string | undefined,
): { items: readonly T[]; next: { NextToken?: string } } {
  const startId = nextToken === undefined ? undefined : Buffer.from(nextToken, 'base64url').toString()
  const start = startId === undefined ? 0 : items.findIndex(item => idOf(item) === startId)
  if (start < 0) throw invalidParameter('Invalid pagination token')
  const following = items[start + size]
  const next = following === undefined ? {} : { NextToken: Buffer.from(idOf(following)).toString('base64url') }
  return { items: items.slice(start, start + size), next }
}
