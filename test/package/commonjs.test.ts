import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { READING_LIMIT_MS } from './declarations.js'
import { root } from './run-node.js'

/** A user's module, as `require` loads it. */
const USER = `
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import axios from 'axios'
import got from 'got'
import ky from 'ky'
import { SrpAuth } from 'poolpass'
import { CognitoAdmin } from 'poolpass/admin'
import { withAuth } from 'poolpass/axios'
import { authOptions as gotOptions } from 'poolpass/got'
import { authOptions as kyOptions } from 'poolpass/ky'
import { authInterceptor } from 'poolpass/undici'
import { Agent } from 'undici'

const auth = new SrpAuth({ userPoolId: 'us-east-1_AbCdEfGhI', clientId: 'c', username: 'u', password: 'p' })
withAuth(axios, auth)
export const undo: () => void = withAuth(axios.create({ baseURL: 'https://api.example.com' }), auth)
export const clients = [
  got.extend(gotOptions(auth)),
  ky.extend(kyOptions(auth)),
  new Agent().compose(authInterceptor(auth, { origins: ['https://api.example.com'] })),
  new CognitoAdmin({ userPoolId: 'us-east-1_AbCdEfGhI', client: new CognitoIdentityProviderClient({}) }),
]
// @ts-expect-error: fetch is no client of axios
withAuth(fetch, auth)
// @ts-expect-error: a client of another kind
withAuth(got, auth)
`

test(
  'a CommonJS module that hands its own clients to every adapter type-checks',
  () => {
    const options: ts.CompilerOptions = {
      module: ts.ModuleKind.Node20,
      target: ts.ScriptTarget.ES2022,
      types: ['node'],
      esModuleInterop: true,
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    }
    const name = join(root, 'test/package/user.cts')
    const host = ts.createCompilerHost(options)
    const { readFile, fileExists } = host
    host.readFile = path => (path === name ? USER : readFile(path))
    host.fileExists = path => path === name || fileExists(path)
    const program = ts.createProgram({ rootNames: [name], options, host })
    expect(program.getSourceFile(name)?.impliedNodeFormat).toBe(ts.ModuleKind.CommonJS)
    const complaints = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
      const at = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line : 0
      return `${at}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
    })
    expect(complaints).toEqual([])
  },
  READING_LIMIT_MS,
)
