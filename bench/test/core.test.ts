import { describe, expect, test } from 'vitest'
import { closure } from '../core/install-cost.js'
import { summarizePairs } from '../core/pair-summary.js'
import { percentile } from '../core/percentile.js'
import { plot } from '../core/plot.js'
import { markdown, plainText } from '../core/table-text.js'
import { judge, shortNumber } from '../core/verdict.js'

describe('pairs', () => {
  test('give the median of their ratios, which is not the ratio of the medians', () => {
    const pairs = [
      [2, 1],
      [20, 10],
      [30, 3],
      [4, 2],
      [9, 3],
      [100, 25],
      [6, 3],
    ] as const
    const { ratio, ratioOfMinima, minima, medians, interval } = summarizePairs(pairs)
    expect(ratio).toBe(2)
    expect(medians).toEqual([9, 3])
    expect(minima).toEqual([2, 1])
    expect(ratioOfMinima).toBe(2)
    expect(interval).toEqual([2, 10])
  })

  test('with an outlier on both sides are as they were without it', () => {
    const calm = Array.from({ length: 9 }, () => [3, 2] as const)
    expect(summarizePairs([...calm, [300, 2], [3, 200]]).ratio).toBe(1.5)
  })
})

describe('a verdict', () => {
  const targets = [
    { id: 'small', text: 'Small', atMost: 2, unit: 'KB', ifMissed: 'It holds much.' },
    { id: 'fast', text: 'Fast', atLeast: 10 },
  ]

  test('of an upper bound is met up to the bound', () => {
    expect(judge({ target: 'small', value: 2 }, targets)).toMatchObject({
      isMet: true,
      distancePercent: 0,
      explanation: undefined,
    })
    expect(judge({ target: 'small', value: 3 }, targets)).toEqual({
      target: 'Small',
      text: 'Small',
      value: '3.00 KB',
      bound: '≤ 2.00 KB',
      isMet: false,
      isDecided: true,
      distancePercent: 50,
      explanation: 'It holds much.',
    })
  })

  test('of a lower bound is met from the bound on', () => {
    expect(judge({ target: 'fast', value: 10 }, targets).isMet).toBe(true)
    expect(judge({ target: 'fast', of: 'Node 22', value: 9 }, targets)).toMatchObject({
      text: 'Fast (Node 22)',
      isMet: false,
      distancePercent: 10,
    })
  })

  test('goes by the figure, tells whether one run can tell, and is explained where it cannot', () => {
    const within = judge({ target: 'small', value: 1.9, interval: [1.8, 2.1] }, targets)
    expect(within).toMatchObject({ isMet: true, isDecided: false, explanation: 'It holds much.' })
    const beyond = judge({ target: 'fast', value: 9.5, interval: [9, 12] }, targets)
    expect(beyond).toMatchObject({ isMet: false, isDecided: false })
    const above = judge({ target: 'fast', value: 11, interval: [10.5, 12] }, targets)
    expect(above).toMatchObject({ isMet: true, isDecided: true })
  })

  test('of what could not be measured is not met', () => {
    expect(judge({ target: 'small', value: Number.NaN }, targets).isMet).toBe(false)
    expect(judge({ target: 'fast', value: Number.NaN }, targets).isMet).toBe(false)
  })

  test('needs a target', () => {
    expect(() => judge({ target: 'other', value: 1 }, targets)).toThrow('there is no target other')
  })
})

describe('a table', () => {
  const table = {
    title: 'Times',
    columns: ['client', 'ms', 'remark'],
    rows: [
      ['poolpass', '3.10', 'ours'],
      ['other', '210', ''],
    ],
  }

  test('has its figures to the right', () => {
    expect(plainText(table)).toBe(
      ['Times', 'client      ms  remark', 'poolpass  3.10  ours', 'other      210'].join('\n'),
    )
    expect(markdown(table).split('\n').slice(2, 5)).toEqual([
      '| client | ms | remark |',
      '|---|---:|---|',
      '| poolpass | 3.10 | ours |',
    ])
  })
})

describe('what an install brings', () => {
  const locked = {
    'node_modules/one': { dependencies: { shared: '^1.0.0' }, peerDependencies: { peer: '*', seldom: '*' } },
    'node_modules/one/node_modules/shared': { dependencies: { deep: '1.0.0' } },
    'node_modules/shared': { dependencies: { other: '1.0.0' } },
    'node_modules/deep': { dependencies: { shared: '^2.0.0' }, optionalDependencies: { absent: '1.0.0' } },
    'node_modules/other': {},
    'node_modules/peer': { dependencies: { one: '1.0.0' } },
    'node_modules/unrelated': {},
  }

  test('is found where Node finds it, once each', () => {
    expect([...closure(['one'], locked)].sort()).toEqual([
      'node_modules/deep',
      'node_modules/one',
      'node_modules/one/node_modules/shared',
      'node_modules/other',
      'node_modules/peer',
      'node_modules/shared',
    ])
  })

  test('leaves optional peers out', () => {
    const optional = {
      ...locked,
      'node_modules/one': { peerDependencies: { peer: '*' }, peerDependenciesMeta: { peer: { optional: true } } },
    }
    expect([...closure(['one'], optional)]).toEqual(['node_modules/one'])
  })
})

describe('a plot', () => {
  const bars = [
    { label: 'poolpass', value: 3, isOurs: true },
    { label: 'a < b & c', value: 300 },
    { label: 'none', value: 0 },
  ]
  const svg = plot([{ title: 'Time', unit: 'ms', bars }])

  test('has bars as long as their values, and never none', () => {
    const widths = [...svg.matchAll(/<rect x=.* width="([\d.]+)"/g)].map(([, width]) => Number(width))
    expect(widths).toEqual([4.8, 480, 1])
  })

  test('names them, escaped, with their values', () => {
    expect(svg).toContain('>a &lt; b &amp; c</text>')
    expect(svg).toContain('>3.00 ms</text>')
  })
})

test('a percentile is one of the values', () => {
  const values = Array.from({ length: 200 }, (_, i) => 200 - i)
  expect([0, 0.5, 0.99, 1].map(share => percentile(values, share))).toEqual([1, 100, 198, 200])
  expect(percentile([], 0.5)).toBeNaN()
})

test('numbers have three digits that count', () => {
  const numbers = [1234.5, 265.4, 62.55, 3.104, 0.7234, 0.0123, 0, Number.NaN]
  expect(numbers.map(shortNumber)).toEqual(['1235', '265', '62.5', '3.10', '0.723', '0.012', '0', '–'])
})
