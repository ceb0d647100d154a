import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ChallengeJson, CognitoOptions } from 'poolpass'
import type { Actions, Beginning, Method, State } from './process.js'
import { ALICE, type World } from './world.js'

const ROOT = fileURLToPath(new URL('../../../../..', import.meta.url))
const PROGRAM = fileURLToPath(new URL('process.ts', import.meta.url))

interface Answer {
  /** Absent in what is no answer. */
  readonly id?: number
  readonly value?: unknown
  readonly error?: object
}

/** What a failed call in another process is rejected with. */
export type OtherError = Error & { readonly code?: string; readonly challenge: ChallengeJson }

/** A process of its own, on a clock of its own, with one session in it: see `process.ts`. */
export class OtherProcess {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #asked = 0

  private constructor() {
    const env = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.json' }
    this.#child = fork(PROGRAM, { cwd: ROOT, execArgv: ['--import', 'tsx'], env })
    this.#child.on('message', (message: Answer) => this.#waiting.get(message.id ?? 0)?.(message))
    this.#child.on('exit', () => {
      for (const answer of this.#waiting.values()) answer({ error: { name: 'Killed', message: 'the process is gone' } })
    })
  }

  static async fork(): Promise<OtherProcess> {
    const other = new OtherProcess()
    await other.hears('ready')
    return other
  }

  /** Begins a session, Alice's unless the options say otherwise. They go over as JSON. */
  async start(
    { config, clock }: World,
    options: Partial<CognitoOptions> = {},
    more: Partial<Beginning> = {},
  ): Promise<void> {
    const { clock: _, fetch, ...shared } = config
    await this.ask('start', { options: { ...shared, ...ALICE, ...options }, nowMs: clock.wallMs(), ...more })
  }

  /** Calls a method of its session. What it returns or fails with comes back as JSON. */
  async call<Value = unknown>(name: Method, ...args: unknown[]): Promise<Value> {
    return (await this.ask('call', name, ...args)) as Value
  }

  /** Waits until its session is in such a state. */
  async until(condition: (state: State) => boolean): Promise<State> {
    const startedAt = performance.now()
    for (;;) {
      const state = await this.ask('state')
      if (condition(state)) return state
      if (performance.now() - startedAt > 5_000) throw new Error(`never came true: ${condition}`)
    }
  }

  async ask<Action extends keyof Actions>(
    action: Action,
    ...args: Parameters<Actions[Action]>
  ): Promise<Awaited<ReturnType<Actions[Action]>>> {
    const id = ++this.#asked
    const answered = new Promise<Answer>(resolve => this.#waiting.set(id, resolve))
    this.#child.send({ id, action, args })
    const { value, error } = await answered
    this.#waiting.delete(id)
    if (error) throw Object.assign(new Error(), error)
    return value as Awaited<ReturnType<Actions[Action]>>
  }

  /** Waits for what it reports by itself. */
  hears(event: string): Promise<void> {
    return new Promise(resolve => {
      const listen = (message: { readonly event?: string }) => {
        if (message.event !== event) return
        this.#child.off('message', listen)
        resolve()
      }
      this.#child.on('message', listen)
    })
  }

  /** Ends it at once, whatever it is doing: SIGKILL. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill('SIGKILL')
    await once(this.#child, 'exit')
  }
}

/** Time goes on everywhere. */
export async function advanceAll(world: World, processes: readonly OtherProcess[], seconds: number): Promise<void> {
  world.clock.advance({ seconds })
  await Promise.all(processes.map(each => each.ask('advance', seconds)))
}

/** How long a call to the pool or its store may take. */
const LIMIT_MS = 5_000

/** Whether its session waits for time to go by, and for nothing else. */
export const isWaiting = ({ sleeps, inFlight }: State) =>
  inFlight === 0 && sleeps.length > 0 && !sleeps.includes(LIMIT_MS)

/**
 * Waits for all of it. Time goes on whenever no process that has work to do waits for anything else: on a busy machine
 * one may take long over what the others give it a second for.
 *
 * @param work What each of the processes does, in their order.
 */
export async function settleAll(
  world: World,
  processes: readonly OtherProcess[],
  work: readonly Promise<unknown>[],
): Promise<void> {
  const working = new Set<OtherProcess>()
  for (const [index, process] of processes.entries()) {
    const done = () => working.delete(process)
    working.add(process)
    Promise.resolve(work[index]).then(done, done)
  }
  while (working.size > 0) {
    const states = await Promise.all([...working].map(each => each.ask('state')))
    if (states.every(isWaiting)) await advanceAll(world, processes, 0.1)
  }
  await Promise.all(work)
}
