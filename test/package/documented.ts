import { relative } from 'node:path'
import ts from 'typescript'
import type { Declarations, EntryPoint } from './declarations.js'
import { root } from './run-node.js'

type Member = ts.TypeElement | ts.ClassElement

const isMember = (node: ts.Node): node is Member => ts.isTypeElement(node) || ts.isClassElement(node)

const isHidden = (node: Member) =>
  (node.name !== undefined && ts.isPrivateIdentifier(node.name)) ||
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0

/** Index signatures say all with their types; a constructor without parameters has nothing to explain. */
const needsNoComment = (node: Member) =>
  ts.isIndexSignatureDeclaration(node) || (ts.isConstructorDeclaration(node) && node.parameters.length === 0)

const nameOf = (node: ts.Node): string =>
  ts.isConstructorDeclaration(node) ? 'constructor' : ((node as ts.NamedDeclaration).name?.getText() ?? '()')

/** The service's own messages, member by member, as AWS documents them. Reached by the type of `AppClient.call` alone. */
const isWireType = (node: ts.Node) => node.getSourceFile().fileName.endsWith('/dist/types/cognito-idp/wire-types.d.ts')

/** The service's own settings of a pool or client, as AWS documents them: each type says which request has them. */
const isSetting = (node: Member) =>
  node.getSourceFile().fileName.endsWith('/local/dist/types/pool/settings.d.ts') && /^[A-Z]/.test(nameOf(node))

/** All that is said about a node, tags included. */
function wordsOn(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map(doc => doc.getText())
    .join('\n')
}

/**
 * Whether a comment around it says what a member of an anonymous object is: `@param options.limit At most 60.` of a
 * function, or the member's name as code.
 */
function isToldFromOutside(member: ts.Node): boolean {
  const name = nameOf(member)
  for (let node = member.parent; node && !ts.isSourceFile(node); node = node.parent) {
    const words = wordsOn(node)
    if (words.includes(`\`${name}\``) || new RegExp(`@param \\w+\\.${name} [^\\s*]`).test(words)) return true
    if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) return false
  }
  return false
}

/** Names that whoever imports the entry point can reach without finding a word about them, each with its place. */
export function undocumentedIn({ exports }: EntryPoint, { checker, isOurs }: Declarations): string[] {
  const found = new Set<string>()
  const seen = new Set<ts.Node>()

  function isDocumented(node: ts.Node): boolean {
    const { name } = node as ts.NamedDeclaration
    const symbol = name && checker.getSymbolAtLocation(name)
    if (!symbol) return wordsOn(node) !== ''
    // What a method says in the interface that its class implements counts too.
    const isTold = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim() !== ''
    return isTold || symbol.getJsDocTags(checker).some(tag => tag.name === 'returns') || isToldFromOutside(node)
  }

  function demandComment(node: ts.Node, name: string): void {
    if (isDocumented(node)) return
    const file = node.getSourceFile()
    const { line } = file.getLineAndCharacterOfPosition(node.getStart())
    found.add(`${name} (${relative(root, file.fileName)}:${line + 1})`)
  }

  function walk(node: ts.Node, owner: string): void {
    if (isMember(node) && isHidden(node)) return
    const name = isMember(node) ? `${owner}.${nameOf(node)}` : owner
    if (isMember(node) && !needsNoComment(node) && !isWireType(node) && !isSetting(node)) demandComment(node, name)
    if (ts.isTypeReferenceNode(node)) follow(node.typeName)
    if (ts.isExpressionWithTypeArguments(node)) follow(node.expression)
    ts.forEachChild(node, child => walk(child, name))
  }

  function declare(symbol: ts.Symbol, name: string): void {
    for (const node of symbol.declarations ?? []) {
      if (!isOurs(node) || seen.has(node) || ts.isTypeParameterDeclaration(node)) continue
      seen.add(node)
      if (!isWireType(node)) demandComment(node, name)
      walk(node, name)
    }
  }

  /** Types that are not exported are in the reader's way all the same. */
  function follow(reference: ts.Node): void {
    const symbol = checker.getSymbolAtLocation(reference)
    if (!symbol) return
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    declare(target, target.name)
  }

  for (const [name, symbol] of exports) declare(symbol, name)
  return [...found].sort()
}
