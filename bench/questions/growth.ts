import { percentile } from '../core/percentile.js'
import type { Answer, Figure, Question, Run, Table } from '../core/question.js'
import { runProgram } from '../core/run-program.js'
import { withServer } from '../core/server.js'
import { shortNumber } from '../core/verdict.js'
import { median } from '../http/statistics.js'

interface Sessions {
  readonly bytesPerSession: number
  readonly tokenBytes: number
  readonly signInCpuMs: number
}

interface Load {
  readonly latencies: readonly number[]
  readonly failed: number
}

const SESSIONS = [10, 100, 1_000]
/** Of all these numbers, one after the other: a machine that has become slower meanwhile is no growth. */
const SESSION_ROUNDS = 3
const CALLERS = [1, 10, 100]
const SECONDS = 5

/** @returns A list of rounds for each count. */
async function measureSessions(counts: readonly number[]) {
  const measured = counts.map(count => ({ count, rounds: [] as Sessions[] }))
  for (let round = 0; round < SESSION_ROUNDS; round++) {
    for (const { count, rounds } of measured) {
      rounds.push(await runProgram<Sessions>('sessions', [`${count}`], { nodeOptions: ['--expose-gc'] }))
    }
  }
  return measured.map(({ count, rounds }) => ({
    count,
    bytesPerSession: median(rounds.map(({ bytesPerSession }) => bytesPerSession)),
    tokenBytes: median(rounds.map(({ tokenBytes }) => tokenBytes)),
    signInCpuMs: rounds.map(({ signInCpuMs }) => signInCpuMs),
  }))
}

const measureCallers = (seconds: number) =>
  withServer(async ({ near, control }) => {
    const measured = []
    for (const workers of CALLERS) {
      const plan = JSON.stringify({ near, control, seconds, workers, client: 'poolpass' })
      measured.push({ workers, ...(await runProgram<Load>('under-load', [plan])) })
    }
    return measured
  })

async function measure({ progress, rounds }: Run): Promise<Answer> {
  progress('sessions in one process')
  const sessions = await measureSessions(SESSIONS.slice(0, rounds(100) < 100 ? 2 : 3))
  progress('concurrent callers')
  const seconds = Math.max(1, rounds(SECONDS * 10) / 10)
  const callers = await measureCallers(seconds)
  const sessionTable: Table = {
    title: `Sessions of one pool in one process, at rest: bytes of heap each, what a forced collection leaves (medians of ${SESSION_ROUNDS} rounds)`,
    columns: ['sessions', 'bytes each', 'its tokens', 'beyond its tokens', 'CPU ms of a sign-in'],
    rows: sessions.map(({ count, bytesPerSession, tokenBytes, signInCpuMs }) => [
      `${count}`,
      ...[bytesPerSession, tokenBytes, bytesPerSession - tokenBytes].map(bytes => bytes.toFixed(0)),
      shortNumber(median(signInCpuMs)),
    ]),
  }
  const callerTable: Table = {
    title: `Callers of one session, each with a pause of 20 ms: requests in ${seconds} s, and their milliseconds`,
    columns: ['callers', 'requests', 'p50', 'p99', 'failed'],
    rows: callers.map(({ workers, latencies, failed }) => [
      `${workers}`,
      `${latencies.length}`,
      ...[0.5, 0.99].map(share => shortNumber(percentile(latencies, share))),
      `${failed}`,
    ]),
  }
  const last = sessions.at(-1)
  const first = sessions[0]
  const [one, , hundred] = callers
  const growthOfSignIn = (last?.signInCpuMs ?? []).map((ms, round) => ms / (first?.signInCpuMs[round] ?? Number.NaN))
  const p50 = (load: Load | undefined) => percentile(load?.latencies ?? [], 0.5)
  const figures: Figure[] = [
    { target: 'session-bytes', value: last ? last.bytesPerSession - last.tokenBytes : Number.NaN },
    {
      target: 'growth',
      of: 'sessions: sign-in',
      value: median(growthOfSignIn),
      interval: [Math.min(...growthOfSignIn), Math.max(...growthOfSignIn)],
    },
    { target: 'growth', of: 'callers: p50 over their number', value: p50(hundred) / p50(one) / 100 },
  ]
  return {
    tables: [sessionTable, callerTable],
    figures,
    notes: ['How the local pool grows with its users stands with the pool.'],
  }
}

export const growth: Question = { name: 'growth', title: 'Growth: sessions and callers, ×1, ×10, ×100', measure }
