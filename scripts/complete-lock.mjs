// Adds to package-lock.json the optional per-platform packages that the registry in use did not offer when the lock was
// written. `npm ci` refuses a lock without them, though it would never install one made for another platform.
// Run by `npm run lock`, after every change of a dependency.
import { readFile, writeFile } from 'node:fs/promises'

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(await readFile(path, 'utf8'))

const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']
const LIBC = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }

/** Reads `@scope/binding-linux-arm64-musl` and the like. */
function platformOf(name) {
  const words = name.split(/[/-]/)
  const os = OS.find(candidate => words.includes(candidate))
  const cpu = CPU.find(candidate => words.includes(candidate))
  if (!os || !cpu) throw new Error(`cannot tell the platform of ${name}: add it to package-lock.json by hand`)
  const libc = os === 'linux' ? LIBC[words.at(-1)] : undefined
  return { cpu: [cpu], ...(libc && { libc: [libc] }), os: [os] }
}

const added = []
for (const [location, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const candidates = [`${location}/node_modules/${name}`, `node_modules/${name}`]
    if (candidates.some(candidate => candidate in lock.packages)) continue
    if (!/^\d/.test(version)) throw new Error(`${name}@${version} is not an exact version`)
    const { cpu, libc, os } = platformOf(name)
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu,
      ...(entry.dev && { dev: true }),
      ...(libc && { libc }),
      optional: true,
      os,
    }
    added.push(`${name}@${version}`)
  }
}

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en')),
)
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length === 0 ? 'package-lock.json is complete' : `added:\n  ${added.join('\n  ')}`)
