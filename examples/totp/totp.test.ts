import { execFile } from 'node:child_process'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type LocalCognito, startLocalCognito } from '@poolpass/local'
import jsqr from 'jsqr'
import { type TOTP, URI } from 'otpauth'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appBeside, personAt } from './holder.js'
import { POOL, walkThrough } from './walk-through.js'

// It is the function itself; its types say otherwise.
const readQrCode = jsqr as unknown as typeof jsqr.default
const PIXELS_PER_MODULE = 4

/** What a telephone reads off the half blocks of a text: those that are drawn are light. */
function scan(text: string): string | undefined {
  const rows = text
    .split('\n')
    .filter(line => /^[ █▀▄]+$/.test(line))
    .flatMap(line => ['█▀', '█▄'].map(light => [...line].map(block => light.includes(block))))
  const size = (rows[0]?.length ?? 0) * PIXELS_PER_MODULE
  const module = (pixel: number) => Math.floor(pixel / PIXELS_PER_MODULE)
  const isLight = (pixel: number) => rows[module(pixel / size)]?.[module(pixel % size)] === true
  const colours = new Uint8ClampedArray(size * size * 4).map((_, i) => (isLight(Math.floor(i / 4)) ? 255 : 0))
  return readQrCode(colours, size, size, { inversionAttempts: 'dontInvert' })?.data
}

const totpOf = (otpauthUri: string) => URI.parse(otpauthUri) as TOTP

describe('main.ts', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))

  test('sets up an authenticator app and signs in with it where nobody answers', async () => {
    const { COGNITO_JWKS: _, ...env } = process.env
    const args = ['--import', import.meta.resolve('tsx'), 'examples/totp/main.ts']
    const { exitCode, output, errors } = await new Promise<{ exitCode: number | null; output: string; errors: string }>(
      resolve => {
        const child = execFile(process.execPath, args, { cwd: root, env, timeout: 25_000 }, (_error, output, errors) =>
          resolve({ exitCode: child.exitCode, output, errors }),
        )
      },
    )
    expect(errors).toBe('')
    expect(output).toMatch(/^alice is signed in by the password alone\.$/m)
    const [otpauthUri = ''] = /^otpauth:.*$/m.exec(output) ?? []
    expect(scan(output)).toBe(otpauthUri)
    expect(totpOf(otpauthUri)).toMatchObject({ issuer: 'Local Shop', label: 'alice', digits: 6, period: 30 })
    expect(output).toMatch(/^alice is signed in by the password and a code\.$/m)
    expect(exitCode).toBe(0)
  })
})

describe('walkThrough', () => {
  let local: LocalCognito
  let printed = ''
  beforeEach(async () => {
    local = await startLocalCognito(POOL)
    printed = ''
  })
  afterEach(() => local.close())

  /** Somebody at a terminal who has an answer to each question, and what they were asked. */
  function person(answers: Readonly<Record<string, (totp: TOTP) => string>>) {
    const [input, output] = [new PassThrough(), new PassThrough()]
    const questions: string[] = []
    output.setEncoding('utf8').on('data', (question: string) => {
      questions.push(question)
      input.write(`${answers[question]?.(totpOf(scan(printed) ?? '')) ?? ''}\n`)
    })
    return { questions, holder: personAt(input, output) }
  }
  const print = (text: string) => {
    printed += `${text}\n`
  }
  const codeOf = (totp: TOTP) => totp.generate({ timestamp: local.clock.nowMs() })
  const wrong = (code: string) => code.replace(/^./, digit => (digit === '0' ? '1' : '0'))
  const nextCodeOf = (totp: TOTP) => {
    local.clock.advance({ seconds: totp.period })
    return codeOf(totp)
  }

  test('takes the codes of somebody who scans what it shows', async () => {
    const { questions, holder } = person({
      'The code that the app shows: ': totp => wrong(codeOf(totp)),
      'Not that one. The code: ': totp => codeOf(totp).replace(/^.../, '$& '),
      'The code on your telephone: ': totp => wrong(nextCodeOf(totp)),
      'Refused. The next code: ': codeOf,
    })
    await walkThrough(local, holder, print)
    expect(questions).toEqual([
      'The code that the app shows: ',
      'Not that one. The code: ',
      'The code on your telephone: ',
      'Refused. The next code: ',
    ])
    const { InitiateAuth, VerifySoftwareToken, SetUserMFAPreference } = local.counts.all()
    expect({ InitiateAuth, VerifySoftwareToken, SetUserMFAPreference }).toEqual({
      InitiateAuth: 2,
      VerifySoftwareToken: 2,
      SetUserMFAPreference: 1,
    })
  })

  test('gives up after three wrong codes, and sets up nothing', async () => {
    const { holder } = person({
      'The code that the app shows: ': totp => wrong(codeOf(totp)),
      'Not that one. The code: ': totp => wrong(codeOf(totp)),
    })
    await expect(walkThrough(local, holder, print)).rejects.toMatchObject({ code: 'ERR_POOLPASS_CODE_MISMATCH' })
    expect(local.counts.of('VerifySoftwareToken')).toBe(3)
    expect(local.counts.of('SetUserMFAPreference')).toBe(0)
  })

  test('ends when the terminal is closed', async () => {
    const input = new PassThrough()
    const walk = walkThrough(local, personAt(input.end(), new PassThrough()), print)
    await expect(walk).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('its app takes only codes that go by the time', () => {
    expect(() => appBeside(local).scan('otpauth://hotp/a?secret=JBSWY3DP&counter=1')).toThrow(TypeError)
  })
})
