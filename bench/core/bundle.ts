import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, type Metafile, type Plugin } from 'esbuild'

/** What is loaded by import() is not counted, whoever does so. */
const loadedLater: Plugin = {
  name: 'loaded-later',
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, external: true } : undefined))
  },
}

export interface Bundle {
  readonly raw: number
  readonly gzip: number
  readonly brotli: number
  readonly metafile: Metafile
}

/** What a browser loads for these lines. */
export async function bundle(contents: string, resolveDir: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
    define: { global: 'globalThis' },
    plugins: [loadedLater],
  })
  const code = outputFiles[0]!.contents
  const gzip = gzipSync(code, { level: 9 }).length
  return { raw: code.length, gzip, brotli: brotliCompressSync(code).length, metafile }
}

/** Bytes of the minified bundle by the folder that they come from, the heaviest first. */
export function weightByFolder({ outputs }: Metafile, folderOf: (path: string) => string): [string, number][] {
  const weights = new Map<string, number>()
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = folderOf(path)
      weights.set(folder, (weights.get(folder) ?? 0) + bytesInOutput)
    }
  }
  return [...weights].sort(([, one], [, other]) => other - one)
}
