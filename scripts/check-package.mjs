// Checks what users will install: packs both packages, inspects the tarballs, installs them into empty projects and uses
// them from there. Needs a build; `npm run check:package` makes one.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = await mkdtemp(join(tmpdir(), 'poolpass-package-'))
const bin = name => join(root, 'node_modules/.bin', name)

/** What an install of `poolpass` may cost: poolpass and jose, nothing else. */
const MAX_PACKAGES = 2
const MAX_INSTALL_BYTES = 1_000_000

async function run(command, args, options = {}) {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd: root, maxBuffer: 1 << 26, ...options })
    return stdout
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')}\n${error.stdout ?? ''}${error.stderr ?? error.message}`)
  }
}

function expect(condition, message) {
  if (!condition) throw new Error(message)
}

async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => relative(folder, join(entry.parentPath, entry.name)))
}

const readJson = async path => JSON.parse(await readFile(path, 'utf8'))

/** Exactly the files that belong there: the entry points, their chunks, one declaration file a source, the papers. */
async function checkFileList(folder, packed) {
  const { exports, bin: launchers = {} } = await readJson(join(root, folder, 'package.json'))
  const targets = Object.values(exports).flatMap(target =>
    typeof target === 'string' ? [target] : Object.values(target),
  )
  const expected = new Set(['LICENSE', 'README.md', 'package.json', ...Object.values(launchers)])
  for (const target of targets) expected.add(target.replace(/^\.\//, ''))
  for (const source of await filesBelow(join(root, folder, 'src'))) {
    expected.add(`dist/types/${source.replace(/\.ts$/, '.d.ts')}`)
  }
  const built = (await filesBelow(join(root, folder, 'dist'))).filter(file => file.endsWith('.js'))
  for (const file of built) {
    expect(/^([a-z-]+|chunks\/[\w-]+)\.js$/.test(file), `unexpected file in ${folder}/dist: ${file}`)
    expected.add(`dist/${file}`)
  }
  const surplus = packed.filter(file => !expected.has(file))
  const missing = [...expected].filter(file => !packed.includes(file))
  expect(surplus.length === 0, `should not be in the tarball: ${surplus.join(', ')}`)
  expect(missing.length === 0, `missing from the tarball: ${missing.join(', ')}`)
}

async function pack(folder) {
  const [answer] = JSON.parse(
    await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', scratch, `./${folder}`]),
  )
  return {
    folder,
    name: answer.name,
    tarball: join(scratch, answer.filename),
    files: answer.files.map(({ path }) => path),
    bytes: answer.size,
  }
}

async function emptyProject(name, tarballs) {
  const folder = join(scratch, name)
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, private: true, type: 'module' }))
  await run('npm', ['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', ...tarballs], {
    cwd: folder,
  })
  return folder
}

async function checkInstallCost(folder) {
  const { packages } = await readJson(join(folder, 'package-lock.json'))
  const installed = Object.keys(packages).filter(location => location !== '')
  expect(installed.length <= MAX_PACKAGES, `an install brings ${installed.length} packages: ${installed.join(', ')}`)
  let bytes = 0
  for (const location of installed) {
    for (const file of await filesBelow(join(folder, location)))
      bytes += (await readFile(join(folder, location, file))).length
  }
  expect(bytes <= MAX_INSTALL_BYTES, `an install takes ${bytes} bytes, more than ${MAX_INSTALL_BYTES}`)
  return { remark: `${installed.length} packages, ${bytes} bytes` }
}

async function checkImports(folder, name) {
  const { exports } = await readJson(join(folder, 'node_modules', name, 'package.json'))
  const entries = Object.keys(exports).filter(entry => entry !== './package.json')
  const specifiers = entries.map(entry => name + entry.slice(1))
  const list = JSON.stringify(specifiers)
  await writeFile(
    join(folder, 'load.mjs'),
    `for (const name of ${list}) if (Object.keys(await import(name)).length === 0) throw new Error(name + ' exports nothing')`,
  )
  await writeFile(
    join(folder, 'load.cjs'),
    `for (const name of ${list}) if (Object.keys(require(name)).length === 0) throw new Error(name + ' exports nothing')`,
  )
  await run(process.execPath, ['load.mjs'], { cwd: folder })
  await run(process.execPath, ['load.cjs'], { cwd: folder })
  return specifiers
}

const STRICT = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: false, target: 'es2022' }
const NODE = { types: ['node'], typeRoots: [join(root, 'node_modules/@types')] }
const WEB = { types: [] }

/** Type-checks a consumer, the library's own declarations included (`skipLibCheck: false`). */
async function checkConsumer(folder, name, specifiers, compilerOptions, extension = 'ts') {
  const source = specifiers
    .map((specifier, i) => `import * as entry${i} from '${specifier}'\nvoid entry${i}\n`)
    .join('')
  await writeFile(join(folder, `${name}.${extension}`), source)
  await writeFile(
    join(folder, `tsconfig.${name}.json`),
    JSON.stringify({ compilerOptions: { ...STRICT, ...compilerOptions }, files: [`${name}.${extension}`] }),
  )
  await run(bin('tsc'), ['-p', `tsconfig.${name}.json`], { cwd: folder })
}

let failures = 0
async function check(what, action) {
  try {
    const result = await action()
    console.log(`ok      ${what}${result?.remark ? ` (${result.remark})` : ''}`)
    return result
  } catch (error) {
    failures++
    console.log(`FAILED  ${what}\n${error.message.trim().replace(/^/gm, '        ')}`)
  }
}

const nodenext = { module: 'nodenext' }
const bundler = { module: 'esnext', moduleResolution: 'bundler' }
const web = { ...WEB, lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'] }
const node = { ...NODE, lib: ['es2022'] }

try {
  const license = await readFile(join(root, 'LICENSE'), 'utf8')
  const [library, local] = await Promise.all(['packages/poolpass', 'packages/local'].map(pack))

  for (const { name, folder, tarball, files, bytes } of [library, local]) {
    await check(`${name}: files in the tarball`, async () => {
      await checkFileList(folder, files)
      return { remark: `${files.length} files, ${bytes} bytes packed` }
    })
    await check(`${name}: LICENSE is the root's`, async () =>
      expect(license === (await readFile(join(root, folder, 'LICENSE'), 'utf8')), 'the two differ'),
    )
    await check(`${name}: publint --strict`, () => run(bin('publint'), ['--strict', tarball]))
    await check(`${name}: attw --profile esm-only`, () => run(bin('attw'), ['--profile', 'esm-only', tarball]))
  }

  const project = await check('poolpass: installs alone', () => emptyProject('alone', [library.tarball]))
  if (project) {
    await check('poolpass: cost of an install', () => checkInstallCost(project))
    const names = await check('poolpass: import and require of every entry point', () =>
      checkImports(project, library.name),
    )
    if (names) {
      const consumers = {
        'nodenext-web': { ...nodenext, ...web },
        'nodenext-node': { ...nodenext, ...node },
        'bundler-web': { ...bundler, ...web },
      }
      const { peerDependencies } = await readJson(join(root, 'packages/poolpass/package.json'))
      const peers = Object.keys(peerDependencies)
      const needsPeer = name => name === 'poolpass/admin' || peers.some(peer => name === `poolpass/${peer}`)
      const alone = names.filter(name => !needsPeer(name))
      for (const [name, options] of Object.entries(consumers)) {
        await check(`poolpass: types, ${name}`, () => checkConsumer(project, name, alone, options))
      }
      await check('poolpass: types, nodenext from CommonJS', () =>
        checkConsumer(project, 'nodenext-cjs', alone, { ...nodenext, ...node, esModuleInterop: true }, 'cts'),
      )
      await check(`poolpass: types, with ${peers.join(', ')}`, async () => {
        for (const peer of peers) {
          const place = join(project, 'node_modules', peer)
          await mkdir(dirname(place), { recursive: true })
          await symlink(join(root, 'node_modules', peer), place)
        }
        // Their own declarations are their own affair.
        await checkConsumer(project, 'with-peers', names, { ...nodenext, ...node, ...web, skipLibCheck: true })
      })
    }
  }

  const both = await check('@poolpass/local: installs', () => emptyProject('both', [library.tarball, local.tarball]))
  if (both) {
    const names = await check('@poolpass/local: import and require', () => checkImports(both, local.name))
    if (names) {
      await check('@poolpass/local: types, nodenext-node', () =>
        checkConsumer(both, 'nodenext-node', names, { ...nodenext, ...node }),
      )
    }
    const launcher = join(both, 'node_modules/.bin/poolpass-local')
    await check('@poolpass/local: poolpass-local --help', async () => {
      expect(existsSync(launcher), 'the launcher is not installed')
      expect((await run(launcher, ['--help'], { cwd: both })).includes('poolpass-local'), 'it prints no usage')
    })
  }
} finally {
  await rm(scratch, { recursive: true, force: true })
}
if (failures > 0) {
  console.log(`${failures} failed`)
  process.exitCode = 1
}
