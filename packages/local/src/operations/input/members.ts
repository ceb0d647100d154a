import { notImplemented, ServiceError } from '../../pool/service-error.js'

/**
 * One member of an operation's input: how its value is read and what constrains it.
 *
 * `read` gets values that are neither null nor absent. It adds a line per broken constraint to `issues`; its result
 * counts only when nobody added one.
 */
export interface Member<T> {
  read(value: unknown, path: string, issues: string[]): T
}

/** A member that must be there. */
export interface RequiredMember<T> extends Member<T> {
  readonly isRequired: true
  readonly isSensitive: boolean
}

interface StringConstraints {
  readonly min?: number
  readonly max?: number
  /** Must match the whole value. Only tried on values of a permitted length. */
  readonly pattern?: RegExp
  /** What the message says instead of the pattern. */
  readonly shownPattern?: string
  /** Keeps the value out of messages. */
  readonly isSensitive?: boolean
}

export interface StringMember extends Member<string> {
  readonly isSensitive: boolean
}

/** A JSON value of another type than the model's is refused before any constraint is looked at. */
function mistyped(path: string, expected: string): ServiceError {
  return new ServiceError('SerializationException', `Expected ${expected} at '${path}'`)
}

const failure = (path: string, shown: string, reason: string) =>
  `Value${shown} at '${path}' failed to satisfy constraint: Member must ${reason}`

export function string(constraints: StringConstraints = {}): StringMember {
  const { min = 0, max = 131_072, pattern, isSensitive = false } = constraints
  const whole = pattern && new RegExp(`^(?:${pattern.source})$`, 'u')
  return {
    isSensitive,
    read(value, path, issues) {
      if (typeof value !== 'string') throw mistyped(path, 'a string')
      const refuse = (reason: string) => issues.push(failure(path, isSensitive ? '' : ` '${value}'`, reason))
      if (value.length > max) refuse(`have length less than or equal to ${max}`)
      else if (whole && !whole.test(value)) {
        refuse(`satisfy regular expression pattern: ${constraints.shownPattern ?? pattern.source}`)
      }
      if (value.length < min) refuse(`have length greater than or equal to ${min}`)
      return value
    },
  }
}

export function oneOf<const Value extends string>(...values: readonly Value[]): Member<Value> {
  return {
    read(value, path, issues) {
      if (typeof value !== 'string') throw mistyped(path, 'a string')
      if (!values.includes(value as Value)) {
        issues.push(failure(path, ` '${value}'`, `satisfy enum value set: [${values.join(', ')}]`))
      }
      return value as Value
    },
  }
}

export function integer({ min, max }: { min: number; max: number }): Member<number> {
  return {
    read(value, path, issues) {
      if (typeof value !== 'number' || !Number.isInteger(value)) throw mistyped(path, 'an integer')
      if (value < min) issues.push(failure(path, ` '${value}'`, `have value greater than or equal to ${min}`))
      if (value > max) issues.push(failure(path, ` '${value}'`, `have value less than or equal to ${max}`))
      return value
    },
  }
}

export const boolean: Member<boolean> = {
  read(value, path) {
    if (typeof value !== 'boolean') throw mistyped(path, 'a boolean')
    return value
  },
}

export function list<T>(item: Member<T>, { min = 0, max = Infinity } = {}): Member<readonly T[]> {
  return {
    read(value, path, issues) {
      if (!Array.isArray(value)) throw mistyped(path, 'a list')
      if (value.length < min) issues.push(failure(path, '', `have length greater than or equal to ${min}`))
      if (value.length > max) issues.push(failure(path, '', `have length less than or equal to ${max}`))
      return value
        .filter(entry => entry !== null)
        .map((entry, index) => item.read(entry, `${path}.${index + 1}.member`, issues))
    },
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A map from string to string. A null value counts as absent, as in the whole protocol. */
export const stringMap: Member<ReadonlyMap<string, string>> = {
  read(value, path) {
    if (!isObject(value)) throw mistyped(path, 'a map')
    const entries = Object.entries(value).filter(([, entry]) => entry !== null)
    return new Map(
      entries.map(([name, entry]) => {
        if (typeof entry !== 'string') throw mistyped(`${path}.${name}`, 'a string')
        return [name, entry]
      }),
    )
  },
}

/** A structure that is only kept, or ignored. */
export const openStructure: Member<Readonly<Record<string, unknown>>> = {
  read(value, path) {
    if (!isObject(value)) throw mistyped(path, 'a structure')
    return value
  },
}

/**
 * A setting that would change what the pool does, and is not implemented: refused, so that nobody relies on it.
 *
 * @param isHarmless Values that ask for nothing and are dropped.
 */
export function unsupported(what: string, isHarmless: (value: unknown) => boolean): Member<undefined> {
  return {
    read(value) {
      if (!isHarmless(value)) throw notImplemented(what)
      return undefined
    },
  }
}

export function required<T>(member: Member<T> & { readonly isSensitive?: boolean }): RequiredMember<T> {
  return { ...member, isRequired: true, isSensitive: member.isSensitive ?? false }
}

export type Shape = Readonly<Record<string, Member<unknown>>>

type ValueOf<M> = M extends Member<infer T> ? T : never
type RequiredNames<S> = { [Name in keyof S]: S[Name] extends RequiredMember<unknown> ? Name : never }[keyof S]

/** What reading a shape gives: required members always, the others where they were given. */
export type Input<S> = { readonly [Name in RequiredNames<S>]: ValueOf<S[Name]> } & {
  readonly [Name in Exclude<keyof S, RequiredNames<S>>]?: ValueOf<S[Name]>
}

const pathOf = (parent: string, name: string) => {
  const own = name.charAt(0).toLowerCase() + name.slice(1)
  return parent === '' ? own : `${parent}.${own}`
}

/** A structure whose members are known. Unknown ones are ignored. */
export function structure<const S extends Shape>(shape: S): Member<Input<S>> {
  return {
    read(value, path, issues) {
      if (!isObject(value)) throw mistyped(path, 'a structure')
      const result: Record<string, unknown> = {}
      for (const [name, member] of Object.entries(shape)) {
        const given = Object.hasOwn(value, name) ? value[name] : undefined
        if (given !== undefined && given !== null) {
          const read = member.read(given, pathOf(path, name), issues)
          if (read !== undefined) result[name] = read
        } else if ('isRequired' in member) {
          const { isSensitive } = member as RequiredMember<unknown>
          issues.push(failure(pathOf(path, name), isSensitive ? '' : ' null', 'not be null'))
        }
      }
      return result as Input<S>
    },
  }
}

/**
 * Reads a whole input.
 *
 * @throws {ServiceError} InvalidParameterException listing every broken constraint; SerializationException for a value
 * of the wrong JSON type.
 */
export function readInput<const S extends Shape>(shape: S, value: unknown): Input<S> {
  const issues: string[] = []
  const input = structure(shape).read(value, '', issues)
  if (issues.length > 0) {
    const count = issues.length === 1 ? '1 validation error' : `${issues.length} validation errors`
    throw new ServiceError('InvalidParameterException', `${count} detected: ${issues.join('; ')}`)
  }
  return input
}
