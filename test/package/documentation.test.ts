import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Declarations, packageFolders, READING_LIMIT_MS, readDeclarations, typesOf } from './declarations.js'
import { undocumentedIn } from './documented.js'
import { root } from './run-node.js'

describe('every public name and its members are documented', () => {
  const specifiers = packageFolders.flatMap(folder => [...typesOf(folder).keys()])
  let declarations: Declarations

  beforeAll(() => {
    declarations = readDeclarations()
  }, READING_LIMIT_MS)

  test.each(specifiers)('in %s', specifier => {
    const entryPoint = declarations.entryPoints.find(entry => entry.specifier === specifier)
    expect(entryPoint?.exports.size).toBeGreaterThan(0)
    expect(entryPoint && undocumentedIn(entryPoint, declarations)).toEqual([])
  })
})

test.each(packageFolders)('the API reference covers every entry point of %s', folder => {
  const { entryPoints } = JSON.parse(readFileSync(join(root, folder, 'typedoc.json'), 'utf8'))
  const sources = [...typesOf(folder).values()].map(path =>
    path.replace('./dist/types/', 'src/').replace('.d.ts', '.ts'),
  )
  expect(entryPoints.sort()).toEqual(sources.sort())
})

describe('of declarations', () => {
  const undocumented: [sample: string, source: string, names: string[]][] = [
    ['a function', 'export declare function f(): void', ['f']],
    ['an interface, a member and a method', 'export interface A { b: string; c(): void }', ['A', 'A.b', 'A.c']],
    ['a type alias', 'export type A = string', ['A']],
    ['a constant', 'export declare const a: 1', ['a']],
    ['a member of a constant', '/** A. */ export declare const A: { readonly B: 1 }', ['A.B']],
    ['members of a class', '/** A. */ export declare class A { b: 1; static c: 1; get d(): 1 }', ['A.b', 'A.c', 'A.d']],
    ['a constructor', '/** A. */ export declare class A { constructor(b: string) }', ['A.constructor']],
    ['an option', '/** F. @param o What. */ export declare function f(o: { limit: 1 }): void', ['f.limit']],
    ['an empty tag', '/** F. @param o.limit */ export declare function f(o: { limit: 1 }): void', ['f.limit']],
    ['a type behind another', 'interface B { c: 1 }\n/** A. */ export type A = B; export {}', ['B', 'B.c']],
    ['a base', 'interface B { c: 1 }\n/** A. */ export interface A extends B {} export {}', ['B', 'B.c']],
  ]
  const documented: [sample: string, source: string, names: string[]][] = [
    ['a private member', '/** A. */ export declare class A { #private; private b; constructor() }', []],
    ['an option in a tag', '/** F. @param o.limit At most 60. */ export declare function f(o: { limit: 1 }): void', []],
    ['an option by its name', '/** F, up to the `limit`. */ export declare function f(o: { limit: 1 }): void', []],
    [
      'a method by its interface',
      'import { I } from "./i"\n/** C. */ export declare class C implements I { a(): 1 }',
      [],
    ],
    ['an index signature', '/** A. */ export interface A { [name: string]: unknown }', []],
  ]
  const samples = [...undocumented, ...documented]
  const folder = mkdtempSync(join(tmpdir(), 'poolpass-documented-'))
  let declarations: Declarations

  beforeAll(() => {
    writeFileSync(join(folder, 'i.d.ts'), '/** I. */ export interface I {\n/** A. */\na(): 1 }')
    for (const [sample, source] of samples) writeFileSync(join(folder, `${sample}.d.ts`), source)
    const files = samples.map(([sample]) => [sample, join(folder, `${sample}.d.ts`)] as const)
    declarations = readDeclarations(new Map(files), folder)
  }, READING_LIMIT_MS)
  afterAll(() => rm(folder, { recursive: true }))

  function namesIn(sample: string): (string | undefined)[] {
    const entryPoint = declarations.entryPoints.find(({ specifier }) => specifier === sample)
    if (!entryPoint) throw new Error(`there is no sample of ${sample}`)
    return undocumentedIn(entryPoint, declarations).map(found => found.split(' ')[0])
  }

  test.each(undocumented)('%s without a comment is found', (sample, _, names) => expect(namesIn(sample)).toEqual(names))
  test.each(documented)('%s needs none', (sample, _, names) => expect(namesIn(sample)).toEqual(names))
})
