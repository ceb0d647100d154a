import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { benchFolder } from './run-program.js'

const changedAt = (path: string) =>
  stat(`${benchFolder}${path}`).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )

/** Installs what stands in the bench's own lock file, unless that has been done. */
export async function installPeers(): Promise<void> {
  const [installed, locked] = await Promise.all([
    changedAt('node_modules/.package-lock.json'),
    changedAt('package-lock.json'),
  ])
  if (installed > locked) return
  process.stderr.write('installing the peers …\n')
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--prefix', benchFolder], { stdio: ['ignore', 2, 2] })
  const [code] = await once(npm, 'close')
  if (code !== 0) throw new Error(`npm ci ended with ${code}`)
}
