import type { PoolInternals } from './user-pool.js'

/** What checks tokens. Nobody needs it before the first call to the pool has left. */
export const loadVerification = () => import('./verify-session.js')

/** Starts what verification will need, beside a network wait. */
export function prepareVerification(pool: PoolInternals): void {
  pool.keys.prefetch()
  loadVerification()
    .then(({ loadJose }) => loadJose())
    .catch(() => {})
}
