// Chunks are split by who imports them, into more files than pays: what `import 'poolpass'` loads besides its own file
// becomes one, chunks/core.js, and what poolpass/srp needs alone stays as it is.
import { basename } from 'node:path'
import { build } from 'esbuild'

const CORE = 'core.js'

/** @returns The outputs that this one imports statically, however far away, itself first. */
function loadedBy(outputs, path) {
  const found = new Set([path])
  for (const one of found) {
    for (const { path: next, kind } of outputs[one].imports) if (kind === 'import-statement') found.add(next)
  }
  return found
}

const entryNamed = (outputs, name) =>
  Object.keys(outputs).find(path => outputs[path].entryPoint && path.endsWith(`/dist/${name}`))

function refuseTwoOfOneName(outputs, chunks) {
  const names = chunks.flatMap(chunk => outputs[chunk].exports)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw new Error(`two chunks export the name ${twice}: it cannot be told which core.js is to export`)
}

async function joined(texts, chunks) {
  const inside = {
    name: 'chunks',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /./ }, ({ path, kind }) => {
        const chunk = chunks.find(one => basename(one) === basename(path))
        return chunk && kind === 'import-statement' ? { path: chunk, namespace: 'chunk' } : { path, external: true }
      })
      onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => ({ contents: texts.get(path) }))
    },
  }
  const { outputFiles } = await build({
    stdin: { contents: chunks.map(chunk => `export * from './${basename(chunk)}'`).join('\n') },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
    plugins: [inside],
  })
  return outputFiles[0].text
}

/**
 * @param {import('esbuild').BuildResult<{ write: false, metafile: true }>} built
 * @returns {Promise<Map<string, string>>} What to write, by path.
 */
export async function joinChunks({ outputFiles, metafile: { outputs } }) {
  const paths = Object.keys(outputs)
  const texts = new Map(paths.map(path => [path, outputFiles.find(file => file.path.endsWith(path)).text]))
  const nativeEntry = entryNamed(outputs, 'chunks/native.js')
  const [nativeChunk] = [...loadedBy(outputs, nativeEntry)].slice(1)
  texts.set(nativeEntry, texts.get(nativeChunk))
  texts.delete(nativeChunk)

  const [index, ...loaded] = loadedBy(outputs, entryNamed(outputs, 'index.js'))
  const ofSrp = loadedBy(outputs, entryNamed(outputs, 'srp.js'))
  const chunks = loaded.filter(path => !ofSrp.has(path))
  refuseTwoOfOneName(outputs, chunks)
  texts.set(index.replace('index.js', `chunks/${CORE}`), await joined(texts, chunks))
  for (const chunk of chunks) texts.delete(chunk)

  const renamed = [[nativeChunk, basename(nativeEntry)], ...chunks.map(chunk => [chunk, CORE])]
  const withNewNames = text =>
    renamed.reduce((result, [from, to]) => result.replaceAll(`/${basename(from)}"`, `/${to}"`), text)
  // No chunk has side effects: to be imported for nothing but those would load it in vain.
  const withoutBareImports = text => text.replace(/^import "\.[^"]*";\n/gm, '')
  return new Map([...texts].map(([path, text]) => [path, withoutBareImports(withNewNames(text))]))
}
