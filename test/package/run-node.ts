import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Runs an ES module in a Node of its own, where package names mean what was built, as they do for users. */
export async function runNode(source: string, { nodeOptions = [] as string[], env = {} } = {}): Promise<string> {
  if (!existsSync(new URL('../../packages/poolpass/dist/index.js', import.meta.url))) {
    throw new Error('packages/poolpass/dist is missing: run `npm run build` first (`npm test` does)')
  }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...nodeOptions, '--input-type=module', '--eval', source],
    { cwd: root, env: { ...process.env, NODE_OPTIONS: '', ...env }, timeout: 20_000 },
  )
  return stdout
}
