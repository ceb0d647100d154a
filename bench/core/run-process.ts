import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { benchFolder } from './run-program.js'

export interface ProcessCost {
  /** From the start of the process to its end. */
  readonly wallMs: number
  /** At its end. The most that it ever had would hold what the bench had when it started it. */
  readonly rssBytes: number
  /** Whether what it was to do was refused, so that its time says nothing. */
  readonly isRefused: boolean
}

/** Runs node with these arguments, in the bench's folder. It must print `{ rssBytes }`, and `isRefused` where it may be. */
export async function processCost(args: readonly string[]): Promise<ProcessCost> {
  const startedAt = performance.now()
  const env = { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' }
  const child = spawn(process.execPath, args, {
    cwd: benchFolder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  })
  let output = ''
  let complaint = ''
  child.stdout.on('data', text => {
    output += text
  })
  child.stderr.on('data', text => {
    complaint += text
  })
  const closed = once(child, 'close')
  let wallMs = 0
  child.once('exit', () => {
    wallMs = performance.now() - startedAt
  })
  const [code] = await closed
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code}:\n${complaint}`)
  return { wallMs, isRefused: false, ...JSON.parse(output) }
}
