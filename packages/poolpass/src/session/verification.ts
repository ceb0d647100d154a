import type { PoolInternals } from './user-pool.js'

/** What checks tokens. Nobody needs it before tokens may come: loaded earlier, it would keep a first call waiting. */
export const loadVerification = () => import('./verify-session.js')

/** Starts what verification will need, besides the keys, while the call that may bring tokens is on its way. */
export function prepareVerification(pool: PoolInternals): void {
  loadVerification()
    .then(({ prepareChecks }) => prepareChecks(pool))
    .catch(() => {})
}
