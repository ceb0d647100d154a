import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD, WRONG_PASSWORD } from './scenario.js'
import { claim, runSteps, type Step } from './steps.js'
import { palette, stepText } from './transcript.js'
import { mask, type Traffic } from './wire.js'

interface Run {
  readonly exitCode: number | null
  readonly output: string
  readonly errors: string
  readonly seconds: number
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const tsx = import.meta.resolve('tsx')

function runDemo(args: readonly string[] = [], env: Record<string, string> = {}): Promise<Run> {
  const { COGNITO_JWKS: _, ...inherited } = process.env
  const started = performance.now()
  return new Promise(resolve => {
    const child = execFile(
      process.execPath,
      ['--import', tsx, 'examples/demo/main.ts', ...args],
      { cwd: root, env: { ...inherited, ...env }, timeout: 25_000 },
      (_error, output, errors) =>
        resolve({ exitCode: child.exitCode, output, errors, seconds: (performance.now() - started) / 1_000 }),
    )
  })
}

describe('the demo', () => {
  let run: Run
  beforeAll(async () => {
    run = await runDemo()
  })

  test('ends with 0, every step as expected', () => {
    expect(run.errors).toBe('')
    expect(run.output).toMatch(/^14 of 14 steps as expected, in [\d.]+ s$/m)
    expect(run.output).not.toContain('FAILED')
    expect(run.exitCode).toBe(0)
  })

  test('shows the sign-in, the renewal, the new sign-in, the refusal and the log-out', () => {
    const { output } = run
    for (const line of [
      /→ pool {2}InitiateAuth +200 {2}USER_SRP_AUTH …\(\d+ chars\)$/m,
      /→ pool {2}RespondToAuthChallenge +200 {2}PASSWORD_VERIFIER …\(44 chars\)$/m,
      /→ API {3}GET \/notes +200 {2}Authorization: Bearer eyJra…\([\d,]+ chars\)$/m,
      /→ API {3}POST \/notes +201/,
      /→ API {3}PUT \/notes\/1 +200/,
      /→ API {3}DELETE \/notes\/1 +204/,
      /"token_use":"id"/,
      /X-Auth-Token: Token eyJra…/,
      /X-API-Key: eyJra…/,
      /→ pool {2}GetTokensFromRefreshToken +200/,
      /→ pool {2}GetTokensFromRefreshToken +400 {2}NotAuthorizedException$/m,
      /Incorrect username or password\./,
      /→ pool {2}RevokeToken +200/,
      /SignedOutError/,
    ]) {
      expect(output).toMatch(line)
    }
  })

  test('sums up what both servers counted', () => {
    const counted = [...run.output.matchAll(/^ {8}(\w[\w .]*\w) +(\d+)$/gm)].map(([, name, count]) => [name, count])
    expect(Object.fromEntries(counted)).toEqual({
      'GET jwks.json': '2',
      InitiateAuth: '3',
      RespondToAuthChallenge: '3',
      GetTokensFromRefreshToken: '2',
      RevokeToken: '1',
    })
    expect(run.output).toMatch(/^ +16 requests to the API, 3 of them refused with 401$/m)
  })

  test('prints no password, token, proof or session', () => {
    expect(run.output).not.toContain(PASSWORD)
    expect(run.output).not.toContain(WRONG_PASSWORD)
    const names = new Set([
      'GetTokensFromRefreshToken',
      'RespondToAuthChallenge',
      'ERR_POOLPASS_WRONG_CREDENTIALS',
      'ERR_POOLPASS_SIGNED_OUT',
      'NotAuthorizedException',
    ])
    const long = (run.output.match(/[\w+/=-]{20,}/g) ?? []).filter(text => !names.has(text))
    expect(long).toEqual([])
  })

  test('is plain text of at most 100 columns where nobody watches, within 15 seconds', () => {
    expect(run.output.split('\n').filter(line => [...line].length > 100)).toEqual([])
    expect(run.output).not.toContain('\x1b')
    expect(run.seconds).toBeLessThan(15)
  })

  test('ends with 1 when steps are not as expected: here the client knows none of the pool’s keys', async () => {
    const { exitCode, output } = await runDemo([], { COGNITO_JWKS: '{"keys":[]}' })
    expect(output).toContain('FAILED')
    expect(output).toMatch(/^\d of 14 steps as expected/m)
    expect(exitCode).toBe(1)
  })

  test('explains itself with --help, and refuses what it does not know with 2', async () => {
    const [help, unknown] = await Promise.all([runDemo(['--help']), runDemo(['--hepl'])])
    expect(help).toMatchObject({ exitCode: 0, errors: '' })
    expect(help.output).toMatch(/^Usage: npm run demo$/m)
    expect(unknown).toMatchObject({ exitCode: 2, output: '' })
    expect(unknown.errors).toMatch(/^Usage: npm run demo$/m)
  })
})

describe('a step', () => {
  const traffic: Traffic = { pool: { InitiateAuth: 1 }, api: 1 }
  const wire = (seen: Traffic) => ({ take: () => ({ lines: [], traffic: seen }) })
  const step: Step = {
    title: 'a step',
    asks: 'something',
    expects: { says: 'one call to the pool', traffic },
    run: async () => ({ result: 'yes', claims: [claim('adds up', 2, 2)] }),
  }
  const runOne = async (one: Step, seen = traffic) =>
    (
      await runSteps(
        [one],
        wire(seen),
        () => 0,
        () => {},
      )
    )[0]

  test('is as expected when its claims hold and the servers received what it says', async () => {
    expect(await runOne(step)).toMatchObject({ isAsExpected: true, result: 'yes' })
  })

  test('is not when a claim does not hold', async () => {
    const wrong: Step = { ...step, run: async () => ({ result: 'no', claims: [claim('adds up', 3, 2)] }) }
    expect(await runOne(wrong)).toMatchObject({ isAsExpected: false })
  })

  test('is not when a server received one request more, or less', async () => {
    for (const seen of [
      { pool: { InitiateAuth: 2 }, api: 1 },
      { pool: { InitiateAuth: 1, RevokeToken: 1 }, api: 1 },
      { pool: { InitiateAuth: 1 }, api: 0 },
    ]) {
      expect(await runOne(step, seen)).toMatchObject({ isAsExpected: false })
    }
  })

  test('is not when it throws, and those after it run all the same', async () => {
    const broken: Step = { ...step, run: () => Promise.reject(new Error('out of order')) }
    const reports = await runSteps(
      [broken, step],
      wire(traffic),
      () => 0,
      () => {},
    )
    expect(reports).toMatchObject([{ isAsExpected: false, result: 'Error: out of order' }, { isAsExpected: true }])
  })

  test('that failed tells what was expected and what came', async () => {
    const report = await runOne(step, { pool: {}, api: 1 })
    const text = report && stepText(report, 1, palette(false))
    expect(text).toMatch(/^ {3}FAILED +one call to the pool\n +expected .*"InitiateAuth":1.*, got .*"pool":\{\}/m)
  })
})

test('colours are for those who want them', () => {
  expect(palette(true).good('ok')).toBe('\x1b[32mok\x1b[0m')
  expect(palette(false).good('ok')).toBe('ok')
})

test('a masked secret shows its length and at most how every JWT begins', () => {
  expect(mask(`eyJraWQi${'x'.repeat(1_035)}`)).toBe('eyJra…(1,043 chars)')
  expect(mask('Correct-Horse-9')).toBe('…(15 chars)')
})
