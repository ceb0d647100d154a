import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { root } from './run-node.js'

/** What the built files of one package import from outside it, by static and by dynamic imports. */
async function externalImports(folder: string): Promise<{ static: string[]; dynamic: string[] }> {
  const { exports } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'))
  const entries = Object.values<string | { default: string }>(exports).flatMap(target =>
    typeof target === 'string' ? [] : [join(root, folder, target.default)],
  )
  expect(entries).not.toEqual([])
  const { metafile } = await build({
    entryPoints: entries,
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: join(root, 'unused'),
    absWorkingDir: root,
  })
  const imports = Object.values(metafile.inputs)
    .flatMap(input => input.imports)
    .filter(({ external }) => external)
  const paths = (dynamic: boolean) => [
    ...new Set(imports.filter(({ kind }) => (kind === 'dynamic-import') === dynamic).map(({ path }) => path)),
  ]
  return { static: paths(false).sort(), dynamic: paths(true).sort() }
}

describe('what the built files import from outside their package', () => {
  test('poolpass: nothing statically, jose and the AWS SDK late', async () => {
    const { static: eager, dynamic } = await externalImports('packages/poolpass')
    expect(eager).toEqual([])
    expect(dynamic).not.toEqual([])
    expect(dynamic.filter(path => !/^(jose(\/|$)|@aws-sdk\/client-cognito-identity-provider$)/.test(path))).toEqual([])
  })

  test('@poolpass/local: Node, jose and poolpass/srp, and lmdb late', async () => {
    const { static: eager, dynamic } = await externalImports('packages/local')
    const others = (paths: string[]) =>
      paths.filter(path => !/^(node:[\w/]+|jose(\/[\w/]+)?|poolpass\/srp)$/.test(path))
    expect(others(eager)).toEqual([])
    expect(others(dynamic)).toEqual(['lmdb'])
  })
})
