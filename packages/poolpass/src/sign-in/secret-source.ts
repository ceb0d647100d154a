import { invalidOption, PoolpassError } from '../errors/index.js'

/** A secret, or where to get it. A function is asked again at every sign-in or renewal that needs it. */
export type SecretSource = string | (() => string | Promise<string>)

/** @throws {TypeError} when `source` is neither a non-empty string, a function nor absent. */
export function checkSecretSource(option: string, source: unknown): void {
  if (source === undefined || typeof source === 'function' || (typeof source === 'string' && source !== '')) return
  throw invalidOption(option, 'must be a non-empty string or a function that returns one')
}

/** @throws {PoolpassError} `ERR_POOLPASS_CALLBACK` when the function throws or returns no string. */
export async function readSecret(option: string, source: SecretSource): Promise<string> {
  if (typeof source === 'string') return source
  let secret: unknown
  let cause: unknown
  try {
    secret = await source()
  } catch (error) {
    cause = error
  }
  if (typeof secret === 'string' && secret !== '') return secret
  const problem = cause === undefined ? 'returned no non-empty string' : 'threw; see `cause`'
  throw new PoolpassError('ERR_POOLPASS_CALLBACK', `the function given as \`${option}\` ${problem}`, { cause })
}
