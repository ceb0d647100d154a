import { describe, expect, test } from 'vitest'
import { classify, RULES } from '../../src/cognito-idp/index.js'
import { EXPECTATIONS } from './classify-expectations.js'

type Rule = (typeof RULES)[number]

/** Which row decides: the first that the answer to this refusal depends on. */
function decidingRow(operation: string, name: string, message: string): Rule | undefined {
  const bare = name.replace(/Exception$/, '')
  return RULES.find(
    rule =>
      rule.name === bare &&
      (rule.operations?.includes(operation) ?? true) &&
      (rule.message === undefined || rule.message.test(message)),
  )
}

describe('classify', () => {
  test.each(EXPECTATIONS)('R11 %s, %s «%s» means %s', (operation, name, message, code) => {
    expect(classify(operation, name, message)).toBe(code)
  })

  test('R11 every row of the table decides at least one of the expectations', () => {
    const reached = new Set(
      EXPECTATIONS.map(([operation, name, message]) => decidingRow(operation, name, message)).filter(Boolean),
    )
    expect(RULES.filter(rule => !reached.has(rule))).toEqual([])
  })

  test('R11 the name counts with and without its ending', () => {
    for (const name of ['TooManyRequests', 'TooManyRequestsException']) {
      expect(classify('InitiateAuth', name, '')).toBe('ERR_POOLPASS_THROTTLED')
    }
    expect(classify('InitiateAuth', 'TooManyRequestsExceptionally', '')).toBe('ERR_POOLPASS_SERVICE')
  })

  test('R11 a name that every object has is no row', () => {
    for (const name of ['constructor', '__proto__', '']) {
      expect(classify('InitiateAuth', name, 'secret')).toBe('ERR_POOLPASS_SERVICE')
    }
  })
})
