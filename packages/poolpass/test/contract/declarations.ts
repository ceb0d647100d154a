import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** What `typeof` and its like tell apart. */
export type Kind = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'function' | 'null' | 'undefined'

/** What a declaration says of a value. */
export interface Declared {
  /** `undefined`: anything, or what another package declares. */
  readonly kinds: ReadonlySet<Kind> | undefined
  /** Of a closed set of strings. */
  readonly literals?: readonly string[]
  /** Of `false` alone, where `true` means nothing. */
  readonly onlyFalse?: boolean
  /** Of the items of an array. */
  readonly item?: Declared
  /** Of the values of an object that is open to any name. */
  readonly value?: Declared
  /** Of an object with known names. Absent in instances of classes: those are not looked into. */
  readonly members?: ReadonlyMap<string, Member>
  /** The members are those of several kinds of objects. */
  readonly isEither?: boolean
  /** An instance of a class. */
  readonly isInstance?: boolean
}

export interface Member extends Declared {
  readonly isRequired: boolean
}

export interface Parameter extends Member {
  readonly name: string
}

/** One public member of a class. */
export interface Call {
  readonly kind: 'constructor' | 'method' | 'value'
  readonly isStatic: boolean
  readonly parameters: readonly Parameter[]
  readonly returns: 'promise' | 'iterable' | 'value'
}

export type Calls = ReadonlyMap<string, Call>

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url))

/** What options may be of the platform: its whole declarations take seconds to read. */
const PLATFORM = `
  declare class AbortSignal { throwIfAborted(): void }
  declare function fetch(input: string): Promise<object>
`
const PLATFORM_FILE = join(SOURCES, '../platform.d.ts')

/** Only what is declared here and in the language is read: what other packages declare is `any`. */
function createProgram(files: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  }
  const host = ts.createCompilerHost(options)
  host.resolveModuleNameLiterals = (literals, importer) =>
    literals.map(({ text }) => {
      if (!text.startsWith('.')) return { resolvedModule: undefined }
      const resolvedFileName = join(dirname(importer), text.replace(/\.js$/, '.ts'))
      return { resolvedModule: { resolvedFileName, extension: '.ts' } }
    })
  const { getSourceFile } = host
  host.getSourceFile = (name, ...rest) =>
    name === PLATFORM_FILE ? ts.createSourceFile(name, PLATFORM, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest)
  return ts.createProgram([PLATFORM_FILE, ...files], options, host)
}

/** The public members of classes, as their declarations have them. */
export function readDeclarations(classes: Readonly<Record<string, string>>): ReadonlyMap<string, Calls> {
  const files = Object.entries(classes).map(([name, file]) => ({ name, path: join(SOURCES, file) }))
  const program = createProgram(files.map(({ path }) => path))
  const checker = program.getTypeChecker()
  return new Map(
    files.map(({ name, path }) => {
      const source = program.getSourceFile(path)
      const symbol = source && checker.getSymbolAtLocation(source)?.exports?.get(name as ts.__String)
      if (!symbol) throw new Error(`${path} exports no class ${name}`)
      return [name, readClass(checker, symbol)] as const
    }),
  )
}

function readClass(checker: ts.TypeChecker, symbol: ts.Symbol): Calls {
  const instance = checker.getDeclaredTypeOfSymbol(symbol)
  const constructor = checker.getTypeOfSymbol(symbol)
  const calls = new Map<string, Call>()
  const [construct] = constructor.getConstructSignatures()
  if (construct && !isInternal(construct.getJsDocTags())) {
    const parameters = readParameters(checker, [construct])
    calls.set('constructor', { kind: 'constructor', isStatic: false, parameters, returns: 'value' })
  }
  for (const [type, isStatic] of [
    [instance, false],
    [constructor, true],
  ] as const) {
    for (const member of checker.getPropertiesOfType(type)) {
      if (!isPublic(member)) continue
      calls.set(nameOf(member), readCall(checker, checker.getTypeOfSymbol(member), isStatic))
    }
  }
  return calls
}

const isInternal = (tags: readonly ts.JSDocTagInfo[]) => tags.some(({ name }) => name === 'internal')

function isPublic(member: ts.Symbol): boolean {
  const [declaration] = member.declarations ?? []
  if (!declaration?.getSourceFile().fileName.startsWith(SOURCES)) return false
  const isHidden = ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)
  const isPrivate = ts.isClassElement(declaration) && declaration.name && ts.isPrivateIdentifier(declaration.name)
  return !isHidden && !isPrivate && !isInternal(member.getJsDocTags(undefined))
}

const nameOf = (member: ts.Symbol) => member.name.replace(/^__@(\w+)@\d+$/, '[Symbol.$1]')

function readCall(checker: ts.TypeChecker, type: ts.Type, isStatic: boolean): Call {
  const signatures = type.getCallSignatures()
  const [first] = signatures
  if (!first) return { kind: 'value', isStatic, parameters: [], returns: 'value' }
  const returned = first.getReturnType().symbol?.name ?? ''
  const returns = returned === 'Promise' ? 'promise' : returned === 'AsyncGenerator' ? 'iterable' : 'value'
  return { kind: 'method', isStatic, parameters: readParameters(checker, signatures), returns }
}

/** Parameters of all overloads together. */
function readParameters(checker: ts.TypeChecker, signatures: readonly ts.Signature[]): Parameter[] {
  const parameters: Parameter[] = []
  const longest = Math.max(...signatures.map(signature => signature.parameters.length))
  for (let i = 0; i < longest; i++) {
    const all = signatures.flatMap(signature => signature.parameters[i] ?? [])
    const declared = all.map(symbol => describe(checker, checker.getTypeOfSymbol(symbol)))
    const isRequired = all.every(symbol => !isOptional(symbol)) && all.length === signatures.length
    parameters.push({ name: all[0]?.name ?? '', isRequired, ...unite(declared) })
  }
  return parameters
}

function isOptional(parameter: ts.Symbol): boolean {
  const declaration = parameter.valueDeclaration
  return (
    declaration !== undefined &&
    ts.isParameter(declaration) &&
    (declaration.questionToken !== undefined || declaration.initializer !== undefined)
  )
}

/** How deep options may hold options. */
const DEEPEST = 4

function describe(checker: ts.TypeChecker, given: ts.Type, depth = 0): Declared {
  const type = checker.getBaseConstraintOfType(given) ?? given
  if (type.isUnion()) return unite(type.types.map(part => describe(checker, part, depth)))
  const { flags } = type
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return { kinds: undefined }
  if (type.isStringLiteral()) return { kinds: new Set(['string']), literals: [type.value] }
  if (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.TemplateLiteral)) return { kinds: new Set(['string']) }
  if (flags & ts.TypeFlags.NumberLike) return { kinds: new Set(['number']) }
  if (flags & ts.TypeFlags.BooleanLike) {
    return { kinds: new Set(['boolean']), onlyFalse: checker.typeToString(type) === 'false' }
  }
  if (flags & ts.TypeFlags.Undefined) return { kinds: new Set(['undefined']) }
  if (flags & ts.TypeFlags.Null) return { kinds: new Set(['null']) }
  // `string & {}` keeps a set of strings open.
  if (type.isIntersection() && type.types.some(part => part.flags & ts.TypeFlags.String)) {
    return { kinds: new Set(['string']) }
  }
  return describeObject(checker, type, depth)
}

function describeObject(checker: ts.TypeChecker, type: ts.Type, depth: number): Declared {
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference)
    return { kinds: new Set(['array']), ...(item && { item: describe(checker, item, depth) }) }
  }
  if (type.getCallSignatures().length > 0) return { kinds: new Set(['function']) }
  const kinds: ReadonlySet<Kind> = new Set(['object'])
  const indices = checker.getIndexInfosOfType(type)
  if (indices.length > 0) return { kinds, value: unite(indices.map(index => describe(checker, index.type, depth + 1))) }
  const members = checker.getPropertiesOfType(type)
  if (type.isClass() || members.some(isFromElsewhere)) {
    const isIterable = members.some(({ name }) => /^__@(i|asyncI)terator/.test(name))
    return { kinds: isIterable ? new Set(['object', 'array']) : kinds, isInstance: true }
  }
  if (depth >= DEEPEST) return { kinds }
  const entries = members.map(member => {
    const isRequired = !(member.flags & ts.SymbolFlags.Optional)
    return [member.name, { ...describe(checker, checker.getTypeOfSymbol(member), depth + 1), isRequired }] as const
  })
  return { kinds, members: new Map(entries) }
}

/** Of the language or the platform. */
const isFromElsewhere = (member: ts.Symbol) =>
  member.declarations?.every(declaration => !declaration.getSourceFile().fileName.startsWith(SOURCES)) ?? false

function unite(all: readonly Declared[]): Declared {
  const [first, ...others] = all
  if (!first) return { kinds: undefined }
  return others.reduce(uniteTwo, first)
}

function uniteTwo(a: Declared, b: Declared): Declared {
  if (a.kinds === undefined || b.kinds === undefined) return { kinds: undefined }
  const kinds = new Set([...a.kinds, ...b.kinds])
  const isOpen = [a, b].some(each => each.kinds?.has('string') && !each.literals)
  const literals = isOpen ? undefined : [...(a.literals ?? []), ...(b.literals ?? [])]
  const booleans = [a, b].filter(each => each.kinds?.has('boolean'))
  const item = a.item && b.item ? uniteTwo(a.item, b.item) : (a.item ?? b.item)
  const value = a.value && b.value ? uniteTwo(a.value, b.value) : (a.value ?? b.value)
  const members = uniteMembers(a, b)
  return {
    kinds,
    ...(literals && literals.length > 0 && { literals }),
    ...(booleans.length > 0 && { onlyFalse: booleans.every(each => each.onlyFalse) }),
    ...(item && { item }),
    ...(value && { value }),
    ...(members && { members }),
    ...((a.isEither || b.isEither || (a.members && b.members)) && { isEither: true }),
    ...((a.isInstance || b.isInstance) && { isInstance: true }),
  }
}

function uniteMembers(a: Declared, b: Declared): ReadonlyMap<string, Member> | undefined {
  if (!a.members || !b.members) return a.members ?? b.members
  const names = new Set([...a.members.keys(), ...b.members.keys()])
  const united = [...names].map(name => {
    const [one, other] = [a.members?.get(name), b.members?.get(name)]
    const both = one && other ? uniteTwo(one, other) : ((one ?? other) as Member)
    return [name, { ...both, isRequired: Boolean(one?.isRequired && other?.isRequired) }] as const
  })
  return new Map(united)
}

/** Where a call takes anything at all, e.g. `respond(answer)`. */
export function openPlaces(calls: Calls): string[] {
  const within = (path: string, { kinds, members }: Declared): string[] =>
    kinds === undefined ? [path] : [...(members ?? [])].flatMap(([name, member]) => within(`${path}.${name}`, member))
  return [...calls].flatMap(([name, { parameters }]) =>
    parameters.flatMap(parameter => within(`${name}(${parameter.name})`, parameter)),
  )
}
