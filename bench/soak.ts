import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import axios from 'axios'
import got from 'got'
import ky from 'ky'
import { isPoolpassError, SrpAuth } from 'poolpass'
import { withAuth } from 'poolpass/axios'
import { authOptions as gotOptions } from 'poolpass/got'
import { authOptions as kyOptions } from 'poolpass/ky'
import { authInterceptor } from 'poolpass/undici'
import { Agent, request } from 'undici'
import { type SoakCounts, type SoakReady, type SoakSettings, USER } from './soak/connection.js'

const USAGE = `Usage: npm run bench:soak -- [options]

Many workers call a protected API without end, by every client in turn, through one session whose tokens live for
seconds only, while a part of the pool's answers fails. Nothing may be lost.

  --minutes NUMBER         Default 5
  --workers NUMBER         Default 64
  --access-seconds NUMBER  The tokens' lifetime. Default 8
  --fault-percent NUMBER   Calls to the pool that fail: 5xx, throttling, dropped connections, 2 s stalls. Default 20
  --pause-ms NUMBER        What each worker waits between two requests. Default 50
  --seed NUMBER            Decides which calls fail. Default 1

Exit code: 0 when no request was lost and none went with an expired token, else 1; 2 for a wrong argument.
`

/** Sends one request and tells the answer's status. */
type Send = (url: string) => Promise<number>

/** Without retries of their own, which would hide that a request was lost. */
function clientsOf(auth: SrpAuth, origin: string): Readonly<Record<string, Send>> {
  const axiosClient = axios.create({ validateStatus: null })
  withAuth(axiosClient, auth)
  const gotClient = got.extend(gotOptions(auth), { retry: { limit: 0 }, throwHttpErrors: false })
  const kyClient = ky.extend({ ...kyOptions(auth), retry: 0, throwHttpErrors: false, timeout: false })
  const dispatcher = new Agent().compose(authInterceptor(auth, { origins: [origin] }))
  return {
    fetch: async url => {
      const response = await auth.fetch(url)
      await response.text()
      return response.status
    },
    axios: async url => (await axiosClient.get(url)).status,
    got: async url => (await gotClient.get(url)).statusCode,
    ky: async url => {
      const response = await kyClient.get(url)
      await response.text()
      return response.status
    },
    undici: async url => {
      const { statusCode, body } = await request(url, { dispatcher })
      await body.text()
      return statusCode
    },
  }
}

interface Tally {
  answered: number
  lost: number
  longestMs: number
  readonly reasons: Map<string, number>
}

async function work(send: Send, url: string, pauseMs: number, until: number, tally: Tally): Promise<void> {
  while (performance.now() < until) {
    const startedAt = performance.now()
    const outcome = await send(url).catch(reasonOf)
    tally.longestMs = Math.max(tally.longestMs, performance.now() - startedAt)
    if (outcome === 200) tally.answered++
    else {
      tally.lost++
      tally.reasons.set(String(outcome), (tally.reasons.get(String(outcome)) ?? 0) + 1)
    }
    await new Promise(resolve => setTimeout(resolve, pauseMs))
  }
}

const reasonOf = (error: unknown) => (isPoolpassError(error) ? `${error.code} ${error.message}` : String(error))

async function soak(settings: SoakSettings, workers: number, minutes: number, pauseMs: number): Promise<boolean> {
  const server = fork(fileURLToPath(new URL('soak/server.ts', import.meta.url)))
  const next = async <Message>(): Promise<Message> => (await once(server, 'message'))[0] as Message
  server.send(settings)
  const { api, ...pool } = await next<SoakReady>()
  const auth = new SrpAuth({ ...pool, ...USER })
  const failedRenewals: string[] = []
  auth.on('renewalFailed', ({ error }) => void failedRenewals.push(error.code))

  const clients = Object.entries(clientsOf(auth, api))
  const tallies = new Map(clients.map(([name]) => [name, { answered: 0, lost: 0, longestMs: 0, reasons: new Map() }]))
  const startedAt = performance.now()
  const until = startedAt + minutes * 60_000
  const progress = setInterval(() => {
    const [answered, lost] = total(tallies)
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    process.stderr.write(`${seconds} s: ${answered} requests answered, ${lost} lost\n`)
  }, 10_000)
  const running = Array.from({ length: workers }, (_, i) => {
    const [name, send] = clients[i % clients.length]!
    return work(send, `${api}/soak`, pauseMs, until, tallies.get(name)!)
  })
  await Promise.all(running)
  clearInterval(progress)
  server.send('counts')
  const counts = await next<SoakCounts>()
  server.disconnect()
  print(tallies, counts, failedRenewals)
  return total(tallies)[1] === 0 && counts.expired === 0
}

function total(tallies: ReadonlyMap<string, Tally>): [answered: number, lost: number] {
  const all = [...tallies.values()]
  return [all.reduce((sum, { answered }) => sum + answered, 0), all.reduce((sum, { lost }) => sum + lost, 0)]
}

function print(tallies: ReadonlyMap<string, Tally>, counts: SoakCounts, failedRenewals: readonly string[]): void {
  const [answered, lost] = total(tallies)
  const { calls, ...faults } = counts.faults
  const longestMs = Math.max(...[...tallies.values()].map(tally => tally.longestMs))
  console.log(`requests answered 200     ${answered}`)
  console.log(`requests lost             ${lost}`)
  console.log(
    `with an expired token     ${counts.expired}, of ${counts.requests} that the API saw (${counts.refused} refused)`,
  )
  console.log(`longest wait              ${Math.round(longestMs)} ms`)
  console.log(`sign-ins at the pool      ${counts.signIns}`)
  console.log(`renewals at the pool      ${counts.renewals}, renewals given up for the moment ${failedRenewals.length}`)
  console.log(`calls to the pool         ${calls}, of which failed on purpose ${sum(Object.values(faults))}`)
  for (const [fault, count] of Object.entries(faults)) console.log(`  ${fault.padEnd(22)}  ${count}`)
  for (const [name, tally] of tallies) {
    console.log(`${name.padEnd(24)}  ${tally.answered} answered, longest wait ${Math.round(tally.longestMs)} ms`)
    for (const [reason, count] of tally.reasons) console.log(`  lost ${count}: ${reason}`)
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0)

function readNumber(values: Record<string, unknown>, name: string, fallback: number): number {
  const text = values[name]
  if (text === undefined) return fallback
  const number = Number(text)
  if (!(number > 0)) throw new TypeError(`--${name} takes a number above 0`)
  return number
}

async function main(): Promise<number> {
  const names = ['minutes', 'workers', 'access-seconds', 'fault-percent', 'pause-ms', 'seed'] as const
  const options = Object.fromEntries(names.map(name => [name, { type: 'string' as const }]))
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean', short: 'h' } } })
    if (values.help) {
      console.log(USAGE)
      return 0
    }
    const settings: SoakSettings = {
      accessSeconds: readNumber(values, 'access-seconds', 8),
      faultShare: readNumber(values, 'fault-percent', 20) / 100,
      seed: readNumber(values, 'seed', 1),
    }
    const workers = readNumber(values, 'workers', 64)
    const isClean = await soak(settings, workers, readNumber(values, 'minutes', 5), readNumber(values, 'pause-ms', 50))
    return isClean ? 0 : 1
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    console.error(`${error.message}\n\n${USAGE}`)
    return 2
  }
}

process.exitCode = await main()
