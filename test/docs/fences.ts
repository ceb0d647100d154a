import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A fenced block of code in a Markdown file. */
export interface Fence {
  /** From the repository's root. */
  readonly document: string
  /** Of the first line inside the fence, from 1. */
  readonly line: number
  readonly language: string
  /** The words after the language. */
  readonly tags: readonly string[]
  readonly code: string
}

/** The Markdown files whose examples are under test. */
export function documents(): string[] {
  const below = (folder: string) =>
    existsSync(`${root}/${folder}`)
      ? readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`)
      : []
  const packages = readdirSync(`${root}/packages`).map(name => `packages/${name}/README.md`)
  const found = [...readdirSync(root), ...below('docs'), ...packages]
  return found.filter(name => name.endsWith('.md') && existsSync(`${root}/${name}`)).sort()
}

export function fencesOf(document: string): Fence[] {
  const fences: Fence[] = []
  const lines = readFileSync(`${root}/${document}`, 'utf8').split('\n')
  for (let at = 0; at < lines.length; at++) {
    const opening = /^( *)(`{3,}|~{3,})\s*(\S*)\s*(.*?)\s*$/.exec(lines[at] ?? '')
    if (!opening) continue
    const [, indent = '', marks = '', language = '', rest = ''] = opening
    const first = at + 1
    while (at + 1 < lines.length && !(lines[++at] ?? '').trimStart().startsWith(marks));
    const code = lines.slice(first, at).map(line => (line.startsWith(indent) ? line.slice(indent.length) : line))
    fences.push({ document, line: first + 1, language, tags: rest.split(/\s+/).filter(Boolean), code: code.join('\n') })
  }
  return fences
}
