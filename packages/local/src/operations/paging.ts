import { invalidParameter } from '../pool/service-error.js'

/** One page of a list. The token is where the next one starts: lists here only grow at their end. */
export function page<T>(
  items: readonly T[],
  size: number,
  nextToken: string | undefined,
): { items: readonly T[]; next: { NextToken?: string } } {
  const position = nextToken === undefined ? '0' : Buffer.from(nextToken, 'base64url').toString()
  if (!/^\d{1,15}$/.test(position)) throw invalidParameter('Invalid pagination token')
  const start = Number(position)
  const end = start + size
  const next = end < items.length ? { NextToken: Buffer.from(String(end)).toString('base64url') } : {}
  return { items: items.slice(start, end), next }
}
