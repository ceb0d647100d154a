import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

const CORES = availableParallelism()

/**
 * Keeps a process on one core, so that what its caches hold stays with it. Does nothing where there is but one core, or
 * no `taskset` (util-linux).
 */
export function pinTo(core: number, pid: number): void {
  if (CORES > 1) spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', `${core % CORES}`, `${pid}`])
}
