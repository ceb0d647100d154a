import { type Checks, checkOptions, checkSignal, wholeNumber } from '../errors/index.js'

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

export const LIST_OPTIONS: Checks<ListOptions> = { pageSize: wholeNumber(1, LARGEST_PAGE), signal: checkSignal }

/** @throws {TypeError} or `RangeError` for what are no options of a list. */
export function pageSizeOf(options: ListOptions): number {
  checkOptions(options, LIST_OPTIONS)
  return options.pageSize ?? LARGEST_PAGE
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
