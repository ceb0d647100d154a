import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { LocalCognito } from '@poolpass/local'

export type Command = readonly [program: string, ...leading: string[]]

const LAUNCHER = fileURLToPath(new URL('../../bin/poolpass-local.js', import.meta.url))
const children: ChildProcess[] = []

/** For `afterEach`: no process outlives its test. */
export function endAll(): void {
  for (const child of children.splice(0)) child.kill('SIGKILL')
}

/** The built command. */
export const COMMAND: Command = [process.execPath, LAUNCHER]

/** @param command It may be installed elsewhere, or be run by another program. */
export function runCommand([program, ...leading]: Command, args: readonly string[]) {
  const child = spawn(program, [...leading, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', chunk => (output.stdout += chunk))
  child.stderr.on('data', chunk => (output.stderr += chunk))
  const closed = once(child, 'close').then(([code]) => code as number | null)
  return { child, output, closed }
}

export const run = (...args: string[]) => runCommand(COMMAND, args)

/** Starts with --json and waits for its line. */
export const started = (...args: string[]) => startedCommand(COMMAND, args)

export async function startedCommand(command: Command, args: readonly string[]) {
  const { child, output, closed } = runCommand(command, ['--json', ...args])
  while (!output.stdout.includes('\n')) await Promise.race([once(child.stdout, 'data'), closed.then(failed)])
  const facts = JSON.parse(output.stdout)
  // Enough of a LocalCognito for the helpers, which only talk to the port.
  const local = { ...facts, clock: { nowMs: Date.now } } as LocalCognito
  return { child, output, closed, facts, local }

  function failed() {
    throw new Error(output.stderr)
  }
}

/** Runs it until it ends by itself. */
export async function finished(...args: string[]) {
  const { output, closed } = run(...args)
  return { code: await closed, ...output }
}
