import { parseArgs } from 'node:util'
import { startLocalCognito } from '@poolpass/local'
import { SrpAuth } from 'poolpass'
import { startProtectedApi } from './protected-api.js'
import { createScenario, PASSWORD, TOKEN_SECONDS, USERNAME } from './scenario.js'
import { runSteps } from './steps.js'
import { palette, stepText, summaryText } from './transcript.js'
import { createWireLog } from './wire.js'

const USAGE = `Usage: npm run demo

Starts a Cognito user pool and a small protected API on this machine, makes requests to the API
through poolpass, and prints what went over the wire. It needs no account, no network and no
configuration, and takes about ${TOKEN_SECONDS + 2} seconds.

Exit code: 0 when every step was as expected, 1 when one was not, 2 for an unknown argument.
NO_COLOR=1 switches the colours off.
`

// One clock for both servers, finer than milliseconds: the transcript is sorted by it.
const nowMs = () => performance.timeOrigin + performance.now()

async function demo(): Promise<number> {
  const colours = palette(process.stdout.isTTY === true && !process.env.NO_COLOR)
  const startedAtMs = nowMs()
  const local = await startLocalCognito({
    users: [{ username: USERNAME, password: PASSWORD, attributes: { email: 'alice@example.com' } }],
    tokenLifetimes: { accessTokenSeconds: TOKEN_SECONDS, idTokenSeconds: TOKEN_SECONDS },
    clock: { nowMs },
  })
  const { endpoint, issuer, userPoolId, clientId } = local
  const api = await startProtectedApi({ issuer, clientId, nowMs })
  try {
    console.log(`${colours.bold('poolpass: a Cognito sign-in and its tokens, on this machine')}

    pool  ${endpoint}  ${userPoolId}, with the user ${USERNAME}; tokens live ${TOKEN_SECONDS} s
    API   ${api.origin}  verifies tokens with jose, and knows nothing of poolpass

    const notes = '${api.origin}/notes', firstNote = notes + '/1'
    const auth = new SrpAuth({ userPoolId, clientId, endpoint, username: '${USERNAME}', password })
`)
    await using auth = new SrpAuth({ userPoolId, clientId, endpoint, username: USERNAME, password: PASSWORD })
    let number = 0
    const reports = await runSteps(createScenario(local, api, auth), createWireLog(local, api), nowMs, report =>
      console.log(stepText(report, ++number, colours)),
    )
    const apiStatuses = api.requests.map(({ status }) => status)
    const totals = { apiStatuses, poolCalls: local.counts.all(), tookMs: nowMs() - startedAtMs }
    console.log(summaryText(reports, totals, colours))
    return reports.every(({ isAsExpected }) => isAsExpected) ? 0 : 1
  } finally {
    await Promise.all([api.close(), local.close()])
  }
}

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })
    if (!values.help) return await demo()
    console.log(USAGE)
    return 0
  } catch (error) {
    const isUsage = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')
    console.error(isUsage ? `${(error as Error).message}\n\n${USAGE}` : error)
    return isUsage ? 2 : 1
  }
}

process.exitCode = await main()
