import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { formatTimestamp } from 'poolpass/srp'
import { describe, expect, test } from 'vitest'
import { timestampOf } from './oracle.js'

const table: [string, string][] = [
  ['1970-01-01T00:00:00.000Z', 'Thu Jan 1 00:00:00 UTC 1970'],
  ['2024-02-29T23:59:59.999Z', 'Thu Feb 29 23:59:59 UTC 2024'],
  ['2025-03-09T02:30:00.000Z', 'Sun Mar 9 02:30:00 UTC 2025'],
  ['2025-04-10T10:10:10.000Z', 'Thu Apr 10 10:10:10 UTC 2025'],
  ['2025-05-31T12:00:00.000Z', 'Sat May 31 12:00:00 UTC 2025'],
  ['2025-06-30T00:00:01.000Z', 'Mon Jun 30 00:00:01 UTC 2025'],
  ['2025-07-01T13:05:09.000Z', 'Tue Jul 1 13:05:09 UTC 2025'],
  ['2025-08-06T24:00:00.000Z', 'Thu Aug 7 00:00:00 UTC 2025'],
  ['2025-09-05T07:08:09.000Z', 'Fri Sep 5 07:08:09 UTC 2025'],
  ['2025-10-26T01:59:59.000Z', 'Sun Oct 26 01:59:59 UTC 2025'],
  ['2025-11-19T20:21:22.000Z', 'Wed Nov 19 20:21:22 UTC 2025'],
  ['2025-12-31T23:59:59.000Z', 'Wed Dec 31 23:59:59 UTC 2025'],
]

test.each(table)('%s', (time, expected) => {
  expect(formatTimestamp(Date.parse(time))).toBe(expected)
})

test('any time', () => {
  const epochMs = fc.integer({ min: 0, max: Date.UTC(2200, 0) })
  fc.assert(fc.property(epochMs, ms => formatTimestamp(ms) === timestampOf(ms)))
})

describe('does not depend on the environment', () => {
  const timestampModule = fileURLToPath(new URL('../../src/srp/timestamp.ts', import.meta.url))
  const program = `
    import { formatTimestamp } from ${JSON.stringify(timestampModule)}
    const times = ${JSON.stringify(table.map(([time]) => Date.parse(time)))}
    const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    console.log(JSON.stringify({ locale, timeZone, timestamps: times.map(formatTimestamp) }))`

  test.each([
    ['ar-EG', 'Pacific/Kiritimati'],
    ['de-DE', 'America/St_Johns'],
    ['th-TH', 'Asia/Tehran'],
  ])('locale %s, zone %s', (locale, timeZone) => {
    const LANG = `${locale.replace('-', '_')}.UTF-8`
    const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
      env: { ...process.env, LANG, LC_ALL: LANG, TZ: timeZone },
      encoding: 'utf8',
    })
    const timestamps = table.map(([, expected]) => expected)
    expect(JSON.parse(output)).toEqual({ locale, timeZone, timestamps })
  })
})
