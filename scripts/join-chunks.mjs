// Chunks are split by who imports them, into more files than pays. What an entry point loads becomes one file, less what
// those before it have, and less what only Node has: package.json has to name that.
import { basename, dirname, join } from 'node:path'
import { build } from 'esbuild'

/** Name of the file, and the source of the entry point whose chunks it takes. */
const GROUPS = [
  ['srp.js', 'srp/public.ts'],
  ['core.js', 'index.ts'],
  ['steps.js', 'sign-in/rest.ts'],
]
const NATIVE = 'srp/native.ts'

/** No chunk has side effects: to be imported for nothing but those would load it in vain. */
const withoutBareImports = text => text.replace(/^import "\.[^"]*";\n/gm, '')

/** @returns The outputs that this one imports names from, however far away. */
function loadedBy(texts, path) {
  const found = new Set([path])
  for (const one of found) {
    for (const [, name] of texts.get(one).matchAll(/ from "(\..*)";$/gm)) found.add(join(dirname(one), name))
  }
  return [...found].slice(1)
}

function entryOf(outputs, source) {
  const found = Object.keys(outputs).find(path => outputs[path].entryPoint?.endsWith(`/src/${source}`))
  if (found === undefined) throw new Error(`${source} is no entry point, and nothing imports it by import()`)
  return found
}

function refuseTwoOfOneName(outputs, chunks) {
  const names = chunks.flatMap(chunk => outputs[chunk].exports)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw new Error(`two chunks export the name ${twice}: it cannot be told which one their file is to export`)
}

/** esbuild keeps comments such as a license's only, and names sources in its first pass. */
const keepingNames = text => text.replace(/^\/\/ (packages\/.*)$/gm, '//! $1')
const withNames = text => text.replace(/^\/\/! (packages\/.*)$/gm, '// $1')

async function joined(texts, chunks) {
  const inside = {
    name: 'chunks',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path, kind }) => {
        const chunk = chunks.find(one => basename(one) === basename(path))
        return chunk && kind === 'import-statement' ? { path: chunk, namespace: 'chunk' } : { path, external: true }
      })
      onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => ({ contents: keepingNames(texts.get(path)) }))
    },
  }
  const { outputFiles } = await build({
    stdin: { contents: chunks.map(chunk => `export * from './${basename(chunk)}'`).join('\n') },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'inline',
    write: false,
    logLevel: 'warning',
    plugins: [inside],
  })
  return withNames(outputFiles[0].text)
}

/**
 * @param {import('esbuild').BuildResult<{ write: false, metafile: true }>} built
 * @returns {Promise<Map<string, string>>} What to write, by path.
 */
export async function joinChunks({ outputFiles, metafile: { outputs } }) {
  const textOf = path => withoutBareImports(outputFiles.find(file => file.path.endsWith(path)).text)
  const texts = new Map(Object.keys(outputs).map(path => [path, textOf(path)]))
  const nativeEntry = entryOf(outputs, NATIVE)
  const nativeChunks = loadedBy(texts, nativeEntry)
  const [nativeChunk] = nativeChunks
  if (nativeChunks.length !== 1) throw new Error(`${NATIVE} is to come from one chunk, not ${nativeChunks.length}`)
  const files = new Map([[nativeChunk, nativeEntry]])
  for (const [name, source] of GROUPS) {
    const chunks = loadedBy(texts, entryOf(outputs, source)).filter(chunk => !files.has(chunk))
    refuseTwoOfOneName(outputs, chunks)
    const file = join(dirname(nativeEntry), name)
    texts.set(file, await joined(texts, chunks))
    for (const chunk of chunks) files.set(chunk, file)
  }
  texts.set(nativeEntry, texts.get(nativeChunk))
  const withNewNames = text =>
    [...files].reduce((result, [chunk, file]) => result.replaceAll(`/${basename(chunk)}"`, `/${basename(file)}"`), text)
  return new Map([...texts].filter(([path]) => !files.has(path)).map(([path, text]) => [path, withNewNames(text)]))
}
