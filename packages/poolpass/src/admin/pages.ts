import { outOfRange } from '../errors/index.js'

/** One page of a list, and the token of the next one where there is one. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | undefined
}

/** The service gives no more at once. */
const LARGEST_PAGE = 60

/** How a list is read. */
export interface ListOptions {
  /** At most 60, which is the default. A page is asked for when all before it are used up. */
  readonly pageSize?: number | undefined
  /** Ends the list with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** @throws {RangeError} for what is no size of a page. */
export function pageSizeOf({ pageSize = LARGEST_PAGE }: ListOptions): number {
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > LARGEST_PAGE) {
    throw outOfRange('pageSize', `must be an integer from 1 to ${LARGEST_PAGE}`)
  }
  return pageSize
}

/** Everything that a list holds, its pages asked for one after the other as they are needed. */
export async function* everyItem<T>(
  read: (token: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T, void, void> {
  let token: string | undefined
  do {
    const page = await read(token)
    yield* page.items
    token = page.next
  } while (token !== undefined)
}
