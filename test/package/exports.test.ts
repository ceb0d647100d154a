import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, runNode } from './run-node.js'

async function entryPoints(folder: string): Promise<string[]> {
  const { name, exports } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'))
  return Object.keys(exports)
    .filter(entry => entry !== './package.json')
    .map(entry => name + entry.slice(1))
}

test.each(['packages/poolpass', 'packages/local'])(
  'the classes that %s exports are called as they are exported',
  async folder => {
    for (const specifier of await entryPoints(folder)) {
      const names = await runNode(`
      const all = Object.entries(await import('${specifier}'))
      const classes = all.filter(([, value]) => typeof value === 'function' && /^class\\b/.test(value))
      console.log(JSON.stringify(classes.map(([name, value]) => [name, value.name])))`)
      for (const [exported, own] of JSON.parse(names)) expect(own, specifier).toBe(exported)
    }
  },
)

// A name that comes or goes changes the public API: `npm test -- -u` accepts it, CHANGELOG.md tells it.
test.each(['packages/poolpass', 'packages/local'])('the names that %s exports', async folder => {
  for (const specifier of await entryPoints(folder)) {
    const names = await runNode(`console.log(JSON.stringify(Object.keys(await import('${specifier}')).sort()))`)
    expect(JSON.parse(names)).toMatchSnapshot(specifier)
  }
})
