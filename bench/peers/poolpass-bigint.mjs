import { srpClient as poolpass } from './poolpass.mjs'

/** What browsers and edge workers run. */
export const srpClient = () => poolpass('bigint')
