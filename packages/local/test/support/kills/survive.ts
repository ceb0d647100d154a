import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { started } from '../cli.js'
import { temporaryDirectory } from '../directory.js'
import { Client, GROUPS } from './client.js'
import { Expected } from './expected.js'
import { type Plan, randomPlans } from './plans.js'
import { verify } from './verify.js'

const POOL = {
  userPoolId: 'us-east-1_Killed000',
  groups: GROUPS.map(name => ({ name })),
  clients: [
    {
      clientId: 'app',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    },
  ],
}

type Started = Awaited<ReturnType<typeof started>>

/** Lets clients work until the server is killed. */
async function liveUntilKilled({ local, child, closed }: Started, expected: Expected, plan: Plan, life: number) {
  let answers = 0
  let isKilled = false
  const kill = () => {
    isKilled = true
    child.kill('SIGKILL')
  }
  const onAnswer = () => {
    if (++answers === plan.answers) setTimeout(kill, plan.pauseMs)
  }
  const work = async (client: Client, steps: Plan['clients'][number]) => {
    for (let i = 0; ; i++) await client.perform(steps[i % steps.length] ?? 'create')
  }
  const working = plan.clients.map((steps, i) =>
    work(new Client(local, expected, `life${life}-client${i}`, onAnswer), steps).catch(error => {
      // Fetch says no more when a connection is lost. Before that nothing may fail.
      if (!isKilled || !(error instanceof TypeError)) throw error
    }),
  )
  await Promise.all(working)
  await closed
  return answers
}

/**
 * Kills the built server as often as asked at random moments, and has each next one show that it has all that the ones
 * before have acknowledged.
 *
 * @param mostAnswers At most so many are waited for between two kills.
 * @param defaultSeed Unless POOLPASS_SEED is set.
 */
export async function surviveKills(kills: number, mostAnswers: number, defaultSeed: number): Promise<void> {
  const seed = Number(process.env.POOLPASS_SEED ?? defaultSeed)
  console.info(`POOLPASS_SEED=${seed}`)
  await using folder = await temporaryDirectory()
  const config = join(folder.path, 'pool.json')
  await writeFile(config, JSON.stringify(POOL))
  const expected = new Expected()
  const start = () => started('--port', '0', '--config', config, '--data', join(folder.path, 'data'))
  let answers = 0
  for (const [life, plan] of randomPlans(kills, mostAnswers, seed).entries()) {
    const server = await start()
    await verify(server.local, expected)
    answers += await liveUntilKilled(server, expected, plan, life)
  }
  const last = await start()
  // Everybody, however long ago it was.
  for (const user of expected.users) expected.touched.add(user)
  await verify(last.local, expected)
  console.info(`${kills} kills, ${answers} acknowledged requests, ${expected.users.length} users`)
}
