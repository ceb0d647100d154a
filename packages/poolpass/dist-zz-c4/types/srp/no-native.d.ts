/** Stands for `native.ts` where there is no Node. */
import type * as native from './native.js';
export declare const nativeHashing: typeof native.nativeHashing;
export declare const nativeModPow: typeof native.nativeModPow;
