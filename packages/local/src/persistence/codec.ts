/** JSON for what JSON lacks: an object with one member of such a name stands for the value. */
const BYTES = '$bytes'
const INTEGER = '$integer'
const MAP = '$map'
const SET = '$set'

// A name that somebody chose must not be taken for one of ours.
const escapeName = (name: string) => (name.startsWith('$') ? `$${name}` : name)
const unescapeName = (name: string) => (name.startsWith('$') ? name.slice(1) : name)

function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return { [INTEGER]: value.toString(16) }
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) return { [BYTES]: Buffer.from(value).toString('base64') }
  if (value instanceof Map) return { [MAP]: [...value].map(toJson) }
  if (value instanceof Set) return { [SET]: [...value].map(toJson) }
  if (Array.isArray(value)) return value.map(toJson)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [escapeName(name), toJson(member)]))
}

const DECODERS: Readonly<Record<string, (content: unknown) => unknown>> = {
  [BYTES]: text => new Uint8Array(Buffer.from(text as string, 'base64')),
  [INTEGER]: text => BigInt(`0x${text}`),
  [MAP]: entries => new Map((entries as readonly unknown[]).map(entry => fromJson(entry) as [unknown, unknown])),
  [SET]: values => new Set((values as readonly unknown[]).map(fromJson)),
}

function fromJson(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  if (Array.isArray(json)) return json.map(fromJson)
  const entries = Object.entries(json)
  const [name = '', content] = entries[0] ?? []
  const decode = entries.length === 1 && Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined
  if (decode) return decode(content)
  return Object.fromEntries(entries.map(([name, member]) => [unescapeName(name), fromJson(member)]))
}

/** Writes a record as text. Members that are `undefined` are left out; integers are not negative. */
export const encode = (record: unknown): string => JSON.stringify(toJson(record))

/** @throws whatever is wrong with a text that {@link encode} did not write. */
export const decode = (text: string): unknown => fromJson(JSON.parse(text))
