import ts from 'typescript'
import type { Declarations } from './declarations.js'

/**
 * Tells whether a piece of code in a text names what a package declares: an entry point, an error code, a name that is
 * exported, its members, `new Class({ option })`, `Class.method(parameter, { option })`.
 */
export class ApiNames {
  readonly #checker: ts.TypeChecker
  readonly #specifiers: ReadonlySet<string>
  readonly #symbols = new Map<string, ts.Symbol[]>()
  readonly #codes: ReadonlySet<string>

  constructor({ checker, entryPoints }: Declarations) {
    this.#checker = checker
    this.#specifiers = new Set(entryPoints.map(({ specifier }) => specifier))
    for (const { exports } of entryPoints) {
      for (const [name, symbol] of exports) this.#symbols.set(name, [...(this.#symbols.get(name) ?? []), symbol])
    }
    this.#codes = new Set(['PoolpassErrorCode', 'CallerErrorCode'].flatMap(name => this.#literalsOf(name)))
  }

  /** Whether it begins with a name that is exported, and so has to be one as a whole. */
  claimsToBe(code: string): boolean {
    const [, first = ''] = /^(?:new )?(\w+)/.exec(code) ?? []
    return code.startsWith('ERR_') || this.#symbols.has(first) || /^[A-Z]\w*[a-z]\w*[.(]/.test(code)
  }

  has(code: string): boolean {
    if (this.#specifiers.has(code) || this.#codes.has(code)) return true
    const file = ts.createSourceFile('name.ts', `(${code})`, ts.ScriptTarget.ES2022, true)
    const [statement] = file.statements
    if (file.statements.length !== 1 || !statement || !ts.isExpressionStatement(statement)) return false
    const { expression } = statement
    return ts.isParenthesizedExpression(expression) && this.#typesOf(expression.expression).length > 0
  }

  #literalsOf(alias: string): string[] {
    return (this.#symbols.get(alias) ?? []).flatMap(symbol => {
      const type = this.#checker.getDeclaredTypeOfSymbol(symbol)
      return (type.isUnion() ? type.types : [type]).flatMap(part => (part.isStringLiteral() ? [part.value] : []))
    })
  }

  /** @returns What the expression may be of; nothing where it names nothing. */
  #typesOf(node: ts.Expression): readonly ts.Type[] {
    if (ts.isIdentifier(node))
      return (this.#symbols.get(node.text) ?? []).flatMap(symbol => this.#typesOfSymbol(symbol))
    if (ts.isPropertyAccessExpression(node)) return this.#membersOf(node.expression, node.name.text)
    if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) {
      return this.#membersOf(node.expression, node.argumentExpression.text)
    }
    if (ts.isCallExpression(node)) return this.#resultsOf(node, ts.SignatureKind.Call)
    if (ts.isNewExpression(node)) return this.#resultsOf(node, ts.SignatureKind.Construct)
    return []
  }

  /** Of a class both: its instances, and itself for what is static. */
  #typesOfSymbol(symbol: ts.Symbol): ts.Type[] {
    const { TypeAlias, Interface, Class, Value } = ts.SymbolFlags
    const types: ts.Type[] = []
    if (symbol.flags & (TypeAlias | Interface | Class)) types.push(this.#checker.getDeclaredTypeOfSymbol(symbol))
    if (symbol.flags & Value) types.push(this.#checker.getTypeOfSymbol(symbol))
    return types
  }

  #membersOf(owner: ts.Expression, name: string): ts.Type[] {
    return this.#typesOf(owner).flatMap(type => this.#typesOfMember(type, name))
  }

  #typesOfMember(type: ts.Type, name: string): ts.Type[] {
    const parts = type.isUnion() ? type.types : [type]
    return parts.flatMap(part => {
      const member = this.#checker.getPropertyOfType(this.#checker.getApparentType(part), name)
      return member ? [this.#checker.getTypeOfSymbol(member)] : []
    })
  }

  #resultsOf({ expression, arguments: given }: ts.CallExpression | ts.NewExpression, kind: ts.SignatureKind) {
    const signatures = this.#typesOf(expression).flatMap(type => this.#checker.getSignaturesOfType(type, kind))
    const fitting = signatures.filter(signature => !given?.some((argument, i) => !this.#fits(signature, i, argument)))
    return fitting.map(signature => signature.getReturnType())
  }

  /** A name as an argument is the parameter's own; an object has the option's names; other values are not looked at. */
  #fits(signature: ts.Signature, position: number, argument: ts.Expression): boolean {
    const parameter = signature.parameters[position]
    if (!parameter) return false
    if (ts.isIdentifier(argument)) return argument.text === parameter.name
    if (!ts.isObjectLiteralExpression(argument)) return true
    const type = this.#checker.getTypeOfSymbol(parameter)
    return argument.properties.every(({ name }) => name && this.#typesOfMember(type, name.getText()).length > 0)
  }
}
