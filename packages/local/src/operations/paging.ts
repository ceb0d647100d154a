import { createHash } from 'node:crypto'
import { invalidParameter } from '../pool/service-error.js'

/** Something in a list, in the order of its number. */
export interface Numbered {
  readonly number: number
}

export interface PageRequest {
  readonly size: number
  readonly token: string | undefined
  /** Names the list and what narrows it: a token is good for the same list only. */
  readonly list: string
  readonly nowMs: number
}

const TOKEN_LIFETIME_MS = 3_600_000

const digestOf = (list: string) => createHash('sha256').update(list).digest('base64url').slice(0, 12)

function writeToken({ list, nowMs }: PageRequest, after: number): string {
  return Buffer.from(`${after}.${nowMs + TOKEN_LIFETIME_MS}.${digestOf(list)}`).toString('base64url')
}

/** @returns The number that the page before ended with; 0 for the first page. */
function readToken({ token, list, nowMs }: PageRequest): number {
  if (token === undefined) return 0
  const text = Buffer.from(token, 'base64url').toString()
  const [, after, expiresAtMs, digest] = /^(\d{1,15})\.(\d{1,15})\.([\w-]{12})$/.exec(text) ?? []
  if (digest !== digestOf(list) || nowMs >= Number(expiresAtMs)) throw invalidParameter('Invalid pagination token')
  return Number(after)
}

/**
 * One page of a list. What was listed before may be deleted meanwhile: nothing else is left out for that.
 *
 * @param accepts Leaves items out.
 * @returns The items, and the token of the next page where there is one.
 * @throws {ServiceError} InvalidParameterException for a token that is of another list, an hour old, or no token.
 */
export function page<T extends Numbered>(
  items: Iterable<T>,
  request: PageRequest,
  accepts: (item: T) => boolean = () => true,
): { items: readonly T[]; token: string | undefined } {
  const after = readToken(request)
  const kept: T[] = []
  for (const item of items) {
    if (item.number <= after || !accepts(item)) continue
    if (kept.length === request.size) return { items: kept, token: writeToken(request, kept.at(-1)?.number ?? 0) }
    kept.push(item)
  }
  return { items: kept, token: undefined }
}

/** The member that most lists have their token in. */
export const nextTokenMember = (token: string | undefined) => (token === undefined ? {} : { NextToken: token })
