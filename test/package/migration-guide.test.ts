import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ApiNames } from './api-names.js'
import { READING_LIMIT_MS, readDeclarations } from './declarations.js'
import { faultsIn, rowsOf } from './migration-table.js'
import { root } from './run-node.js'

/** The public names of pycognito 2024.5.1, as the guide's first column writes them. */
const THEIR_NAMES = readFileSync(new URL('./pycognito-names.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')

let names: ApiNames

beforeAll(() => {
  names = new ApiNames(readDeclarations())
}, READING_LIMIT_MS)

describe('docs/migrating-from-pycognito.md', () => {
  const guide = readFileSync(join(root, 'docs/migrating-from-pycognito.md'), 'utf8')

  test('has a row for each name of pycognito, and names nothing that does not exist', () => {
    expect(faultsIn(guide, THEIR_NAMES, names)).toEqual([])
  })

  test('has each name in one row only', () => {
    const mapped = rowsOf(guide).flatMap(({ theirs }) => theirs)
    expect(mapped.sort()).toEqual([...THEIR_NAMES].sort())
  })
})

describe('a migration table', () => {
  const table = (...rows: string[]) => ['| pycognito | here | what is different |', '|---|---|---|', ...rows].join('\n')
  const faults = (...rows: string[]) => faultsIn(table(...rows), ['A.b(c)', 'D'], names)
  const D = '| `D` | `Cognito` | |'

  test.each([
    ['an entry point', '`poolpass/admin`'],
    ['a class, a type and a constant', '`Cognito`, `RegisterOptions`, `N`'],
    ['a member, and a member of it', '`Cognito.pool.userPoolRegion`'],
    ['a member that is static', '`Cognito.restore`'],
    ['an option of one type among several', '`SrpAuthOptions.cognito`, `SrpAuthOptions.clientId`'],
    ['a member that is no identifier', "`TokenClaims['cognito:groups']`"],
    ['a method with its parameters and options', '`Cognito.confirmSignUp(code, { username })`'],
    ['a constructor', '`new SrpAuth({ httpHeader })`'],
    ['an error code', '`ERR_POOLPASS_SRP`, `ERR_POOLPASS_INVALID_OPTION`'],
    ['an event', '`SessionEvents.renewalFailed`'],
  ])('may name %s', (_, ours) => {
    expect(faults(D, `| \`A.b(c)\` | ${ours} | |`)).toEqual([])
  })

  test.each([
    'Congito',
    'Cognito.acessToken',
    'Cognito.pool.region',
    'RegisterOptions.passwords',
    'Cognito.authenticate({ passwort })',
    'Cognito.confirmSignUp(confirmationCode)',
    'Cognito.renewAccessToken({ signal }, 1)',
    'Cognito.username()',
    'new Cognito({ userName })',
    'SmsMfaChallengeErrors',
    'ERR_POOLPASS_WRONG',
    'poolpass/admins',
    'Cognito.#session',
    'Cognito; SrpAuth',
  ])('does not name %s', wrong => {
    expect(faults(D, `| \`A.b(c)\` | \`${wrong}\` | |`)).toEqual([`line 4: ${wrong} does not exist here`])
  })

  test('is wrong without a row for a name', () => {
    expect(faults(D)).toEqual(['A.b(c) has no row'])
  })

  test('is wrong about an argument that pycognito does not have', () => {
    expect(faults(D, '| `A.b(c, d)` | `Cognito` | |')).toEqual([
      'A.b(c) has no row',
      'line 4: A.b(c, d) is nothing of pycognito',
    ])
  })

  test('is wrong with a row for nothing', () => {
    expect(faults(D, '| `A.b(c)` | `Cognito` | |', '| more | `Cognito` | |')).toEqual([
      'line 5: names nothing of pycognito',
    ])
  })

  test('is wrong about a name of ours among the differences', () => {
    const row = '| `A.b(c)` | `Cognito` | See `Cognito.logouts`, `ERR_POOLPASS_WRONG`, `true` and `kid` |'
    expect(faults(D, row)).toEqual([
      'line 4: Cognito.logouts does not exist here',
      'line 4: ERR_POOLPASS_WRONG does not exist here',
    ])
  })

  test('says that there is no counterpart, and why', () => {
    expect(faults(D, '| `A.b(c)` | — | The language does it |')).toEqual([])
    expect(faults(D, '| `A.b(c)` | — | |')).toEqual(['line 4: does not say why there is no counterpart'])
    expect(faults(D, '| `A.b(c)` | — `Cognito` | No |')).toEqual([
      'line 4: says that there is no counterpart, and names one',
    ])
    expect(faults(D, '| `A.b(c)` | none | No |')).toEqual([
      'line 4: names nothing here, and does not begin with a dash',
    ])
  })
})
