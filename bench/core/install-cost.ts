import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { promisify } from 'node:util'
import { benchFolder } from './run-program.js'

interface LockedPackage {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

/** The members of a lock file's `packages`, by where they are installed. */
export type Locked = Readonly<Record<string, LockedPackage>>

export interface InstallCost {
  readonly packages: number
  readonly bytes: number
  readonly files: number
}

/** As Node finds it: in the nearest `node_modules` upwards. */
function locationOf(name: string, from: string, locked: Locked): string | undefined {
  for (let folder = from; ; ) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (candidate in locked) return candidate
    if (folder === '') return undefined
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  }
}

function needsOf({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: LockedPackage) {
  const peers = Object.keys(peerDependencies ?? {}).filter(name => !peerDependenciesMeta?.[name]?.optional)
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]
}

/** Where all the packages are that an install of these brings, optional ones for other platforms among them. */
export function closure(names: readonly string[], locked: Locked): Set<string> {
  const found = new Set<string>()
  const visit = (name: string, from: string) => {
    const location = locationOf(name, from, locked)
    if (location === undefined || found.has(location)) return
    found.add(location)
    for (const need of needsOf(locked[location] ?? {})) visit(need, location)
  }
  for (const name of names) visit(name, '')
  return found
}

/** Of what lies in a package's folder, without the packages inside it. */
async function weigh(folder: string): Promise<{ bytes: number; files: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const own = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => !path.slice(folder.length).includes(`${sep}node_modules${sep}`))
  const sizes = await Promise.all(own.map(async path => (await stat(path)).size))
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), files: own.length }
}

async function sum(folders: readonly string[]): Promise<InstallCost> {
  const weights = await Promise.all(folders.map(weigh))
  return {
    packages: folders.length,
    bytes: weights.reduce((total, { bytes }) => total + bytes, 0),
    files: weights.reduce((total, { files }) => total + files, 0),
  }
}

const lockOf = async (folder: string): Promise<Locked> =>
  JSON.parse(await readFile(join(folder, 'node_modules/.package-lock.json'), 'utf8')).packages

/** What an install of these packages brings, by the bench's own install. */
export async function peerInstallCost(names: readonly string[]): Promise<InstallCost> {
  const locations = closure(names, await lockOf(benchFolder))
  return sum([...locations].map(location => join(benchFolder, location)))
}

/** What an install of the packed library brings, by installing it. */
export async function ownInstallCost(): Promise<InstallCost> {
  const folder = await mkdtemp(join(tmpdir(), 'poolpass-bench-'))
  try {
    const npm = (...args: string[]) => promisify(execFile)('npm', args, { cwd: folder })
    const source = join(benchFolder, '../packages/poolpass')
    const { stdout } = await npm('pack', '--json', '--ignore-scripts', source)
    const [{ filename }] = JSON.parse(stdout)
    await writeFile(join(folder, 'package.json'), '{ "private": true }')
    await npm('install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${filename}`)
    return await sum(Object.keys(await lockOf(folder)).map(location => join(folder, location)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
