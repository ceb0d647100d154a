import { expect, test } from 'vitest'
import { cases } from './cases/index.js'
import { type Client, EVERYTHING } from './clients/client.js'
import { type Context, patience, withContext } from './context.js'

/** A case that goes on for that long waits for a request that never comes. */
const LIMIT_MS = 300
patience.ms = 50

/** Nobody has to look at what it fails with. */
function fail(): Promise<never> {
  const failure = Promise.reject(new Error('this client can do nothing'))
  failure.catch(() => {})
  return failure
}

const deadClient: Client = {
  name: 'dead',
  can: new Set(EVERYTHING),
  attach() {
    throw new Error('this client can do nothing')
  },
  send: fail,
  stream: fail,
}

const passes = (run: (context: Context) => Promise<void>, context: Context): Promise<boolean> =>
  Promise.race([
    run(context).then(
      () => true,
      () => false,
    ),
    new Promise<boolean>(resolve => setTimeout(resolve, LIMIT_MS, false)),
  ])

test('no case passes with a client that can do nothing', async () => {
  const passed: string[] = []
  for (const { rule, name, setting = {}, run } of cases) {
    await withContext(deadClient, setting, async context => {
      if (await passes(run, context)) passed.push(`${rule} ${name}`)
    })
  }
  expect(passed).toEqual([])
}, 120_000)
