import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const benchFolder = fileURLToPath(new URL('..', import.meta.url))

interface RunOptions {
  /** Path of the node to run it with. Default: this one. */
  readonly node?: string
  readonly nodeOptions?: readonly string[]
}

/**
 * Runs one of `bench/programs` in a process of its own, in plain Node.
 *
 * @returns What it printed, parsed.
 */
export async function runProgram<Result>(
  name: string,
  args: readonly string[],
  { node = process.execPath, nodeOptions = [] }: RunOptions = {},
): Promise<Result> {
  const command = [...nodeOptions, `${benchFolder}programs/${name}.mjs`, ...args]
  // What tsx put there is for this process only, and what warns of old syntax in a peer is not asked for.
  const env = { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' }
  const { stdout } = await promisify(execFile)(node, command, { env, maxBuffer: 1 << 26, timeout: 900_000 })
  return JSON.parse(stdout) as Result
}
