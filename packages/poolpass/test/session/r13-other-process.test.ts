import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ChallengeError } from 'poolpass'
import { expect, test } from 'vitest'
import { withFactors } from './support/factors.js'
import { ALICE, failure, startWorld } from './support/world.js'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

const PROGRAM = `
import { Cognito } from 'poolpass'
const { challenge, code, ...config } = JSON.parse(process.env.QUESTION)
const session = new Cognito(config)
await session.respond(challenge, code)
console.log(JSON.stringify({ username: session.username, accessToken: session.accessToken }))
`

test('R13 a challenge that was serialised in one process is answered in another', async () => {
  const { local, cognito } = await startWorld({ ...withFactors(['SMS_MFA']), clock: { nowMs: () => Date.now() } })
  const { challenge } = (await failure(cognito().authenticate())) as ChallengeError
  const { userPoolId, clientId, endpoint } = local
  const question = { challenge, code: local.inbox.at(-1)?.code, userPoolId, clientId, endpoint }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM],
    {
      cwd: root,
      env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.json', QUESTION: JSON.stringify(question) },
      timeout: 20_000,
    },
  )
  const { username, accessToken } = JSON.parse(stdout)
  expect(username).toBe(ALICE.username)
  await cognito({ accessToken }).verifyTokens()
  expect(local.inbox).toHaveLength(1)
})
