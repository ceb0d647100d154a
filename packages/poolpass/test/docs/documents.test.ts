import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')

const optionsIn = (source: string, name: string) => {
  const body = new RegExp(`export interface ${name}[^{]*\\{([\\s\\S]*?)\\n\\}`).exec(read(source))?.[1] ?? ''
  return [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, option]) => option)
}

describe('docs/errors.md', () => {
  const rows = [...read('docs/errors.md').matchAll(/^\| `(ERR_POOLPASS_\w+)` \| (.*) \| (.*) \|$/gm)]

  test('has one row for each code that an error can have, in the order of the source, and no other', () => {
    const union = /export type PoolpassErrorCode =([\s\S]*?)\n\n/.exec(
      read('packages/poolpass/src/errors/errors.ts'),
    )?.[1]
    const codes = [...(union ?? '').matchAll(/'(ERR_\w+)'/g)].map(([, code]) => code)
    expect(codes.length).toBeGreaterThan(20)
    expect(rows.map(([, code]) => code)).toEqual(codes)
  })

  test('says for each code what it means and what to do', () => {
    expect(rows.filter(([, , meaning = '', remedy = '']) => !meaning.trim() || !remedy.trim())).toEqual([])
  })

  test('names every error class that is exported', () => {
    const classes = [...read('packages/poolpass/src/errors/errors.ts').matchAll(/^export class (\w+)/gm)]
    const text = read('docs/errors.md')
    expect(classes.map(([, name]) => `\`${name}\``).filter(name => !text.includes(name))).toEqual([])
  })
})

describe('docs/behaviour.md', () => {
  const text = read('docs/behaviour.md')

  test('explains each rule from R1 to R20', () => {
    const explained = [...text.matchAll(/\*\*((?:R\d+(?:, )?)+)[:.]/g)].flatMap(([, rules = '']) => rules.split(', '))
    const all = Array.from({ length: 20 }, (_, i) => `R${i + 1}`)
    expect(all.filter(rule => !explained.includes(rule))).toEqual([])
  })

  test('names every option of SrpAuth, Cognito and UserPool', () => {
    const options = [
      ...optionsIn('packages/poolpass/src/http/srp-auth.ts', 'ViewOptions'),
      ...optionsIn('packages/poolpass/src/session/cognito.ts', 'UserOptions'),
      ...optionsIn('packages/poolpass/src/session/user-pool.ts', 'UserPoolOptions'),
      ...optionsIn('packages/poolpass/src/sign-in/app-client.ts', 'AppClientOptions'),
    ]
    expect(options.length).toBeGreaterThan(20)
    const table = text.slice(text.indexOf('## Options'))
    expect(options.filter(option => !table.includes(`\`${option}\``))).toEqual([])
  })
})

test('docs/admin.md names every method of CognitoAdmin', () => {
  const source = read('packages/poolpass/src/admin/cognito-admin.ts')
  const methods = [...source.matchAll(/^ {2}(?:async )?([a-z]\w+)\(/gm)].map(([, name]) => name)
  expect(methods.length).toBeGreaterThan(40)
  const text = read('docs/admin.md')
  const unnamed = methods.filter(name => name !== 'constructor' && !new RegExp(`\\b${name}\\b`).test(text))
  expect(unnamed).toEqual([])
})

test('docs/sessions.md names every event', () => {
  const body = /export interface SessionEvents \{([\s\S]*?)\n\}/.exec(
    read('packages/poolpass/src/session/events.ts'),
  )?.[1]
  const events = [...(body ?? '').matchAll(/^ {2}(\w+):/gm)].map(([, event]) => event)
  expect(events.length).toBeGreaterThan(5)
  const table = read('docs/sessions.md')
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .join('\n')
  expect(events.filter(event => !table.includes(`\`${event}\``))).toEqual([])
})

test('README.md shows the example test as it runs', () => {
  expect(read('README.md')).toContain(`\`\`\`ts\n${read('examples/vitest/sign-in.test.ts')}\`\`\``)
})
