/** Stands for `native.ts` where there is no Node. */

import type * as native from './native.js'

export const nativeHashing: typeof native.nativeHashing = () => null
export const nativeModPow: typeof native.nativeModPow = () => undefined
