import type { Call, Declared, Kind, Member } from './declarations.js'

/** A call in which one value is not what is declared. */
export interface WrongCall {
  /** Where the value stands, and what it is. */
  readonly what: string
  readonly args: readonly unknown[]
  /** What the error may name: the value's own place, or what it is part of. */
  readonly names: readonly string[]
  readonly error: typeof TypeError | typeof RangeError
}

type Path = readonly (string | number)[]

/** One of each kind. */
const SAMPLES: readonly (readonly [Kind, string, unknown])[] = [
  ['string', 'a text', 'poolpass-wrong'],
  ['number', 'a number', 17],
  ['boolean', 'true', true],
  ['object', 'an object', {}],
  ['array', 'a list', []],
  ['function', 'a function', () => undefined],
  ['null', 'null', null],
]

interface Wrong {
  readonly path: Path
  readonly what: string
  readonly value: unknown
  readonly error: typeof TypeError | typeof RangeError
}

/** Every way to replace one value of a good call by one of a wrong type, and every options object with a stray member. */
export function wrongCalls({ parameters }: Call, good: readonly unknown[]): WrongCall[] {
  return parameters.flatMap((parameter, index) => {
    const place = (path: Path) => [parameter.name, ...path].join('.')
    const all = [...wrongValues(parameter, good[index], []), ...strays(parameter)]
    return all.map(({ path, what, value, error }) => ({
      what: `${place(path)}: ${what}`,
      args: replaceAt(good, [index, ...path], value),
      names: namesOf([parameter.name, ...path]),
      error,
    }))
  })
}

/** `options.challenges.smsMfa` is named as such, without its beginning, or by a part of it. */
function namesOf(path: Path): string[] {
  const texts = path.map(String)
  return texts.flatMap((_, from) =>
    texts.slice(from).map((_part, length) => texts.slice(from, from + length + 1).join('.')),
  )
}

function wrongValues(declared: Declared & Partial<Member>, good: unknown, path: Path): Wrong[] {
  const { kinds } = declared
  if (kinds === undefined) return []
  const error = kinds.has('number') && !kinds.has('string') ? RangeError : TypeError
  const here = (what: string, value: unknown) => ({ path, what, value, error })
  const others = SAMPLES.filter(([kind]) => !kinds.has(kind)).map(([, what, value]) => here(what, value))
  return [
    ...others,
    ...(declared.literals ? [here('another text', 'poolpass-wrong')] : []),
    ...(declared.onlyFalse ? [here('true', true)] : []),
    ...(declared.isInstance ? [here('an object of another kind', {})] : []),
    ...(declared.isRequired && !kinds.has('undefined') ? [here('nothing', undefined)] : []),
    ...wrongParts(declared, good, path),
  ]
}

function wrongParts({ item, value, members, isInstance, isEither }: Declared, good: unknown, path: Path): Wrong[] {
  const inItems = item ? wrongValues(item, undefined, []).map(wrong => ({ ...wrong, path, value: [wrong.value] })) : []
  const inValues = value
    ? wrongValues(value, undefined, []).map(wrong => ({ ...wrong, path, value: { email: wrong.value } }))
    : []
  const isPlain = typeof good === 'object' && good !== null && Object.getPrototypeOf(good) === Object.prototype
  const isChoice = isEither && path.length > 0
  const inMembers = [...((!isInstance && isPlain && members) || [])]
    // Of two kinds of objects it is the good one's whose members have types.
    .filter(([name]) => !isChoice || Object.hasOwn(good as object, name))
    .flatMap(([name, member]) => wrongValues(member, (good as Record<string, unknown>)[name], [...path, name]))
  return [...prefixed('a list with', inItems), ...prefixed('an object with', inValues), ...inMembers]
}

const prefixed = (prefix: string, wrong: readonly Wrong[]) =>
  wrong.map(each => ({ ...each, what: `${prefix} ${each.what}` }))

/** Options are closed: a misspelt one is told. */
function strays({ kinds, members, isInstance }: Declared): Wrong[] {
  const isOptions = members !== undefined && !isInstance && kinds?.has('object') && !kinds.has('string')
  return isOptions ? [{ path: ['poolpassStray'], what: 'unknown', value: 1, error: TypeError }] : []
}

export function replaceAt(target: unknown, [key, ...rest]: Path, value: unknown): never[] {
  if (key === undefined) return value as never[]
  const copy = (typeof key === 'number' ? [...((target ?? []) as unknown[])] : { ...(target as object) }) as never
  ;(copy as Record<string | number, unknown>)[key] = replaceAt((copy as Record<string, unknown>)[key], rest, value)
  return copy
}

/** No value of the service's is so long. */
const TOO_LONG = 'x'.repeat(140_000)

export interface LongCall {
  /** e.g. `options.username`, `names[]`. */
  readonly place: string
  readonly args: readonly unknown[]
}

/** Every way to make one text of a good call too long. */
export function longCalls({ parameters }: Call, good: readonly unknown[]): LongCall[] {
  return parameters.flatMap((parameter, index) => {
    const isLookedInto = !parameter.isInstance && typeof good[index] !== 'string'
    const inMembers = [...((isLookedInto && parameter.members) || [])].map(
      ([name, member]) => [[index, name], member] as const,
    )
    return [[[index], parameter] as const, ...inMembers].flatMap(([path, declared]) => {
      const place = [parameter.name, ...path.slice(1)].join('.')
      const isText = declared.kinds?.has('string') && !declared.literals
      if (isText) return [{ place, args: replaceAt(good, path, TOO_LONG) }]
      const isTexts = declared.item?.kinds?.has('string') && !declared.item.literals
      return isTexts ? [{ place: `${place}[]`, args: replaceAt(good, path, [TOO_LONG]) }] : []
    })
  })
}
