/**
 * What only Node has. It imports nothing of the rest, and is a file of its own in the built package: bundlers for
 * browsers take `no-native.ts` instead, by the `browser` member of package.json.
 */
export { type Hashing, nativeHashing } from './hash-native.js';
export { nativeModPow } from './mod-pow-native.js';
