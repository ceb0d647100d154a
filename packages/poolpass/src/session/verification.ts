import type { PoolInternals } from './user-pool.js'

/** What checks tokens. Nobody needs it before tokens may come: loaded earlier, it would keep a first call waiting. */
export const loadVerification = () => import('./verify-session.js')

/** Loads what checks tokens, and imports the keys that are at hand or on their way; does not ask for them. */
export function prepareVerification(pool: PoolInternals): void {
  loadVerification()
    .then(({ prepareChecks }) => prepareChecks(pool))
    .catch(() => {})
}
