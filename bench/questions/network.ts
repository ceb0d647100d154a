import { MOST_REFUSED } from '../core/most-refused.js'
import { type PairOfTimes, type PairSummary, pairCells, pairColumns, summarizePairs } from '../core/pair-summary.js'
import type { Answer, Figure, Question, Run } from '../core/question.js'
import { runProgram } from '../core/run-program.js'
import { type Server, withServer } from '../core/server.js'
import { median, medianInterval } from '../http/statistics.js'

const LIMIT = 'raw-replay'

/** Those that can be pointed at another endpoint than Amazon's. */
const PEERS: Readonly<Record<string, string>> = {
  'amazon-cognito-passwordless-auth': 'amazon-cognito-passwordless-auth',
  'amazon-cognito-identity-js': 'amazon-cognito-identity-js',
  'cognito-srp-helper': 'cognito-srp-helper with the AWS SDK',
  'aws-amplify': 'aws-amplify',
  'aws-sdk': 'AWS SDK alone (no SRP: sends the password)',
}

/** Two that send the password as it is, which is a round trip less than SRP. */
const BY_PASSWORD = {
  peer: 'aws-sdk',
  ours: 'poolpass-password',
  label: 'AWS SDK alone, beside ours by the password, too',
}

const PAIRS = 12

interface Traffic {
  readonly connections: number
  readonly turns: number
}

interface Measured {
  readonly refused: readonly [number, number]
  readonly pairs: readonly PairOfTimes[]
  readonly counted: readonly [Traffic, Traffic]
}

interface Comparison extends PairSummary {
  readonly label: string
  readonly refused: number
  readonly traffic: Traffic
  readonly ownTraffic: Traffic
  readonly pairs: readonly PairOfTimes[]
}

async function compare(
  { control }: Server,
  rounds: Run['rounds'],
  label: string,
  name: string,
  ours = 'poolpass',
): Promise<Comparison> {
  const pairsOfRow = rounds(name === LIMIT ? 2 * PAIRS : PAIRS)
  const plan = JSON.stringify({ names: [name, ours], pairs: pairsOfRow, control, mostRefused: MOST_REFUSED })
  const { pairs, counted, refused } = await runProgram<Measured>('network-pairs', [plan])
  return { label, pairs, refused: refused[0], traffic: counted[0], ownTraffic: counted[1], ...summarizePairs(pairs) }
}

function rowOf(comparison: Comparison): string[] {
  const { label, traffic, refused } = comparison
  return [...pairCells(label, comparison), `${traffic.connections}`, `${traffic.turns}`, `${refused}`]
}

const COLUMNS = [...pairColumns('over ours'), 'connections', 'requests', 'wrong proofs']

/** What is allowed beside the limit is 5 ms and five percent: without the 5 ms, the ratio. */
function overLimit({ pairs }: Comparison): Figure {
  const ratios = pairs.map(([limit, ours]) => (ours - 5) / limit)
  return { target: 'network-limit', value: median(ratios), interval: medianInterval(ratios) }
}

async function measureOver(server: Server, { progress, rounds }: Run): Promise<Answer> {
  progress('the limit')
  const limit = await compare(server, rounds, 'limit: raw replay, nothing computed', LIMIT)
  const peers: Comparison[] = []
  for (const [name, label] of Object.entries(PEERS)) {
    progress(name)
    peers.push(await compare(server, rounds, label, name))
  }
  progress('by the password')
  const byPassword = await compare(server, rounds, BY_PASSWORD.label, BY_PASSWORD.peer, BY_PASSWORD.ours)
  const compared = [...peers, byPassword]
  const ahead: Figure[] = compared.map(({ label: of, ratio: value, interval }) => ({
    target: 'network-ahead',
    of,
    value,
    interval,
  }))
  const { connections, turns } = limit.ownTraffic
  const bars = [
    { label: 'limit (raw replay)', value: limit.medians[0], isLimit: true },
    { label: 'poolpass', value: limit.medians[1], isOurs: true },
    ...peers.map(({ label, medians }) => ({ label, value: medians[0] })),
  ]
  const title = 'Sign-in to the first authenticated answer, 25 ms each way, new connections, modules loaded and warm'
  return {
    tables: [{ title, columns: COLUMNS, rows: [limit, ...compared].map(rowOf) }],
    figures: [overLimit(limit), ...ahead],
    notes: [
      `poolpass opens ${connections} connections and makes ${turns} requests: two to sign in, one to the API, and beside them one for the pool’s keys. A new connection costs a round trip more, as TCP’s handshake does. franken-srp goes to Amazon’s endpoint only.`,
    ],
    panels: [{ title: 'Sign-in to first answer, 50 ms round trip', unit: 'ms', bars }],
  }
}

export const network: Question = {
  name: 'network',
  title: 'Sign-in over a network of 50 ms',
  measure: run => withServer(server => measureOver(server, run)),
}
