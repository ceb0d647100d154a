import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Case } from './case.js'
import { cases } from './cases/index.js'
import { type Capability, type Client, WHY_NOT } from './clients/client.js'
import { clients } from './clients/index.js'

/** What every client ought to have; a client without one has a cross. */
const OUGHT: readonly Capability[] = ['replays', 'body-replays']

const lacking = (client: Client, { needs = [] }: Case) => needs.filter(capability => !client.can.has(capability))

function cell(client: Client, entry: Case): string {
  const lacks = lacking(client, entry)
  if (lacks.length === 0) return '✓'
  return lacks.some(capability => OUGHT.includes(capability)) ? '✗' : '–'
}

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

function legend(client: Client): string {
  const lacks = Object.entries(WHY_NOT).filter(([capability]) => !client.can.has(capability as Capability))
  return `- **${client.name}**: ${lacks.map(([, why]) => why).join('; ') || 'everything'}.`
}

function table(): string {
  const counted = clients.map(client => `${cases.filter(entry => cell(client, entry) === '✓').length}`)
  return `# Every case on every client

Written by \`packages/poolpass/test/http/table.test.ts\`; \`npx vitest run packages/poolpass/test/http/table.test.ts -u\`
writes it anew. Each ✓ is a test that runs in \`npm test\` against a real API and a real user pool on loopback. – : the
client has no such feature. ✗ : the one thing that this client's way in does not allow, see below.

${legendOf()}

${line(['', 'case', ...clients.map(({ name }) => name)])}
${line(['---', '---', ...clients.map(() => '---')])}
${cases.map(entry => line([entry.rule, entry.name.replaceAll('|', '\\|'), ...clients.map(client => cell(client, entry))])).join('\n')}
${line(['', '**tests**', ...counted])}
`
}

const legendOf = () => `What they do not have:\n\n${clients.map(legend).join('\n')}`

test('docs/http-cases.md is the table of cases and clients', async () => {
  const text = table()
  console.info(text)
  await expect(text).toMatchFileSnapshot('../../../../docs/http-cases.md')
})

test('only undici’s pipeline and fetch with a dispatcher lack a replay, of requests with a body', () => {
  const exceptions = clients.filter(client => OUGHT.some(capability => !client.can.has(capability)))
  expect(exceptions.map(({ name }) => name)).toEqual(['undici.pipeline', 'undici.fetch with dispatcher'])
})

test('every client of the table is in a file of behaviour/', () => {
  const files = readdirSync(new URL('behaviour/', import.meta.url)).map(name => name.replace('.test.ts', ''))
  expect(files.sort()).toEqual(['axios', 'fetch', 'got', 'ky', 'undici'])
})
