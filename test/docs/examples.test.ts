import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { documents, type Fence, fencesOf, root } from './fences.js'

const fences = documents().flatMap(fencesOf)
const place = ({ document, line }: Fence) => `${document}:${line}`

test('README.md is there', () => {
  expect(existsSync(join(root, 'README.md'))).toBe(true)
})

/**
 * Each `ts` fence is a module of its own; one tagged `continues` is appended to the fence before it in its document.
 * The code keeps its lines' numbers, so that an error names the document's own line.
 */
function modules(): { path: string; fence: Fence; text: string }[] {
  const found: { path: string; fence: Fence; text: string }[] = []
  for (const fence of fences.filter(({ language }) => language === 'ts')) {
    const last = found.at(-1)
    const pad = (text: string) => text + '\n'.repeat(fence.line - text.split('\n').length)
    if (fence.tags.includes('continues') && last?.fence.document === fence.document) {
      last.text = pad(last.text) + fence.code
      continue
    }
    const folder = fence.document.replace(/[^/]*$/, '')
    const name = `${fence.document.slice(folder.length).replace('.md', '')}.${fence.line}.example.ts`
    found.push({ path: join(root, folder, name), fence, text: pad('') + fence.code })
  }
  return found
}

function typeCheck(examples: readonly { path: string; text: string }[]): Map<string, string[]> {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    { noUnusedLocals: false, noUnusedParameters: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: diagnostic => expect.fail(String(diagnostic.messageText)) },
  )
  const texts = new Map(examples.map(({ path, text }) => [path, text]))
  const options = config?.options ?? {}
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = path => texts.has(path) || fileExists(path)
  host.readFile = path => texts.get(path) ?? readFile(path)
  host.getSourceFile = (path, version, ...rest) => {
    const text = texts.get(path)
    if (text === undefined) return getSourceFile(path, version, ...rest)
    // These are modules whatever the nearest package.json says, and may await at the top level.
    const format = { impliedNodeFormat: ts.ModuleKind.ESNext as const }
    return ts.createSourceFile(
      path,
      text,
      { ...(typeof version === 'object' ? version : { languageVersion: version }), ...format },
      true,
    )
  }
  const program = ts.createProgram({ rootNames: [...texts.keys()], options, host })
  return new Map(
    [...texts.keys()].map(path => {
      const file = program.getSourceFile(path)
      const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
      return [
        path,
        diagnostics.map(({ start = 0, messageText }) => {
          const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0
          return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
        }),
      ]
    }),
  )
}

describe('examples in TypeScript', () => {
  const examples = modules()
  const errors = typeCheck(examples)

  for (const { path, fence } of examples) {
    test(`${place(fence)} type-checks against the sources`, () => expect(errors.get(path)).toEqual([]))
  }

  test('are written as `ts` fences, tagged with `continues` or nothing', () => {
    const bad = fences.filter(
      ({ language, tags }) =>
        /^(typescript|tsx|mts|cts|js|javascript|mjs|cjs|jsx)$/i.test(language) ||
        (language === 'ts' && tags.some(tag => tag !== 'continues')),
    )
    expect(bad.map(place)).toEqual([])
  })

  test('continue a fence of their own document', () => {
    const orphans = examples.filter(({ fence }) => fence.tags.includes('continues'))
    expect(orphans.map(({ fence }) => place(fence))).toEqual([])
  })
})

describe('commands', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const commands = fences
    .filter(({ language }) => /^(sh|bash|shell|console|zsh)$/.test(language))
    .flatMap(fence =>
      fence.code.split(/\n|&&|;|\|/).map(command => ({ fence, command: command.trim().replace(/^\$ /, '') })),
    )

  test('are written as `sh` fences', () => {
    const bad = fences.filter(({ language }) => /^(bash|shell|console|zsh|shell-session)$/.test(language))
    expect(bad.map(place)).toEqual([])
  })

  test('name npm scripts that exist', () => {
    const unknown = commands.flatMap(({ fence, command }) => {
      const script = /^npm (?:run(?:-script)? (?:--?[\w-]+ )*([\w:.-]+)|(test|start)\b)/.exec(command)
      const name = script?.[1] ?? script?.[2]
      return name && !(name in scripts) ? [`${place(fence)}: ${name}`] : []
    })
    expect(unknown).toEqual([])
  })

  test('name files that exist', () => {
    const missing = commands.flatMap(({ fence, command }) => {
      const [, path] = /^(?:node|tsx|npx tsx|bash) (?:--?[\w=-]+ )*([\w./-]+\.\w+)/.exec(command) ?? []
      return path && !existsSync(join(root, path)) ? [`${place(fence)}: ${path}`] : []
    })
    expect(missing).toEqual([])
  })
})

test('links inside the repository lead somewhere', () => {
  const dead = documents().flatMap(document => {
    const text = readFileSync(join(root, document), 'utf8').replace(/^( *)(```+|~~~+)[\s\S]*?^\1\2/gm, '')
    return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => target)
      .filter(target => !/^[a-z]+:/.test(target) && !existsSync(join(root, document, '..', target)))
      .map(target => `${document}: ${target}`)
  })
  expect(dead).toEqual([])
})
