import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './run-node.js'

/** What one entry point of a package declares to those who install it. */
export interface EntryPoint {
  /** As it is imported: `poolpass/admin`. */
  readonly specifier: string
  /** By the name it is imported under; aliases are resolved. */
  readonly exports: ReadonlyMap<string, ts.Symbol>
}

export interface Declarations {
  readonly checker: ts.TypeChecker
  readonly entryPoints: readonly EntryPoint[]
  /** Whether a node is declared by what was read, and not by a dependency. */
  readonly isOurs: (node: ts.Node) => boolean
}

interface Manifest {
  readonly name: string
  readonly exports: Record<string, string | { readonly types: string }>
}

/** Seconds on an idle machine; the types of the AWS SDK are many. */
export const READING_LIMIT_MS = 120_000

export const packageFolders = readdirSync(join(root, 'packages')).map(name => `packages/${name}`)

/** The types of each entry point of a package, from its folder, by the entry point's name. */
export function typesOf(folder: string): Map<string, string> {
  const { name, exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest
  const entries = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'string' ? [] : [[name + path.slice(1), target.types] as const],
  )
  return new Map(entries)
}

function builtFiles(): Map<string, string> {
  const files = packageFolders.flatMap(folder =>
    [...typesOf(folder)].map(([specifier, types]) => [specifier, join(root, folder, types)] as const),
  )
  return new Map(files)
}

/**
 * Declarations as a user's compiler sees them.
 *
 * @param files A declaration file for each entry point. Default: the built ones of all packages.
 * @param folder What is below it is ours.
 * @throws {Error} where a file is missing or declares nothing.
 */
export function readDeclarations(files = builtFiles(), folder = join(root, 'packages')): Declarations {
  const program = ts.createProgram({
    rootNames: [...files.values()],
    options: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      types: ['node'],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    },
  })
  const checker = program.getTypeChecker()
  const resolved = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const entryPoints = [...files].map(([specifier, path]) => {
    const file = program.getSourceFile(path)
    const module = file && checker.getSymbolAtLocation(file)
    if (!module) throw new Error(`${specifier}: ${path} declares nothing. Is the build there?`)
    const exports = checker.getExportsOfModule(module).map(symbol => [symbol.name, resolved(symbol)] as const)
    return { specifier, exports: new Map(exports) }
  })
  const isOurs = (node: ts.Node) => {
    const { fileName } = node.getSourceFile()
    return fileName.startsWith(folder) && !fileName.includes('/node_modules/')
  }
  return { checker, entryPoints, isOurs }
}
