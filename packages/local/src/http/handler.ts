import { operations } from '../operations/registry.js'
import type { Account } from '../pool/account.js'
import type { Clock } from '../pool/clock.js'
import type { Inbox } from '../pool/inbox.js'
import { ServiceError } from '../pool/service-error.js'
import { type Answers, createAnswers, preflightHeaders } from './answers.js'
import { type Document, findDocument } from './discovery.js'
import { DroppedConnection, type Fault, type Faults, type ForcedAnswer, forcedAnswer, holdBack } from './faults.js'
import { type Handle, type PlainRequest, type PlainResponse, textResponse } from './message.js'
import type { RecordedRequest, Traffic } from './traffic.js'

/** Larger bodies are refused; no operation needs more. */
export const MAX_BODY_BYTES = 1024 * 1024

const TARGET = /^AWSCognitoIdentityProviderService\.([A-Za-z]{1,64})$/

export interface HandlerInit {
  readonly account: Account
  readonly clock: Clock
  readonly inbox: Inbox
  readonly faults: Faults
  readonly traffic: Traffic
  readonly isAllowedHost: (host: string) => boolean
  /** Awaited before an answer leaves: what it tells of is then kept. Default: nothing is. */
  readonly commit?: () => Promise<void>
}

/** A request to an operation or for a document, and how it is carried out. */
interface Exchange {
  readonly name: string
  run(record: RecordedRequest): Promise<PlainResponse>
}

const unknownOperation = (message: string) => new ServiceError('UnknownOperationException', message)

function parseJson(text: string): unknown {
  if (text.length > MAX_BODY_BYTES) throw new ServiceError('RequestEntityTooLargeException', 'Body too large', 413)
  try {
    return JSON.parse(text)
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not JSON.')
  }
}

function refusalOf(error: unknown) {
  if (error instanceof ServiceError) return error
  // A defect of ours: its text is for the developer who runs the pool, and for nobody else's eyes.
  console.error(error)
  return { name: 'InternalErrorException', message: 'Internal error of the local user pool.', status: 500 }
}

function operationExchange(init: HandlerInit, answers: Answers, request: PlainRequest): Exchange {
  const name = TARGET.exec(request.header('x-amz-target') ?? '')?.[1]
  if (name === undefined) throw unknownOperation('The X-Amz-Target header names no operation of this service.')
  const run = async (record: RecordedRequest) => {
    record.input = parseJson(await request.text())
    const operation = operations.get(name)
    if (operation === undefined) throw unknownOperation(`${name} is not implemented by the local user pool.`)
    if (operation.access === 'signed' && !request.header('authorization')?.startsWith('AWS4-')) {
      throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token')
    }
    return answers.success(await operation.run({ account: init.account, origin: request.url.origin }, record.input))
  }
  return { name, run }
}

function documentExchange(document: Document, answers: Answers, url: URL): Exchange {
  const headers = { 'content-type': 'application/json', 'cache-control': 'public, max-age=86400' }
  const run = async () => answers.plain(200, JSON.stringify(await document.read(url.origin)), headers)
  return { name: document.name, run }
}

/** The same exchange, whose answer waits until all that it tells of is kept. A refusal may have changed things too. */
function committing(exchange: Exchange, commit: () => Promise<void>): Exchange {
  const { name, run } = exchange
  return { name, run: record => run(record).finally(commit) }
}

function forced(answers: Answers, forcedBy: ForcedAnswer): PlainResponse {
  const { body, status, contentType, retryAfterSeconds } = forcedBy
  const headers = retryAfterSeconds === undefined ? undefined : { 'retry-after': String(retryAfterSeconds) }
  if (body === undefined) return answers.refusal(forcedBy, headers)
  return answers.plain(status, body, { 'content-type': contentType, ...headers })
}

async function runWithFault(exchange: Exchange, record: RecordedRequest, answers: Answers, fault: Fault = {}) {
  await holdBack(fault)
  if (fault.dropConnection === true || fault.dropConnection === 'before') throw new DroppedConnection()
  const instead = forcedAnswer(fault)
  if (instead !== undefined) record.error = instead.name
  const answer = instead ? forced(answers, instead) : await handle(exchange, record, answers)
  if (fault.dropConnection === 'after') throw new DroppedConnection()
  return answer
}

/** Carries a request out. A refusal is an answer like any other. */
async function handle(exchange: Exchange, record: RecordedRequest, answers: Answers): Promise<PlainResponse> {
  try {
    return await exchange.run(record)
  } catch (error) {
    if (error instanceof DroppedConnection) throw error
    const refusal = refusalOf(error)
    record.error = refusal.name
    return answers.refusal(refusal)
  }
}

/** Where the server's own pages live. They are for who runs the pool: a page of another origin may not read them. */
const OWN_PATHS = '/_local/'

function ownPage(inbox: Inbox, { method, url }: PlainRequest): PlainResponse {
  if (method !== 'GET' || url.pathname !== '/_local/inbox') return textResponse(404, 'Not found')
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ messages: inbox.messages }),
  }
}

/**
 * The whole server as a function.
 *
 * @returns A handler that always answers, except that it throws {@link DroppedConnection} where a fault asks for it.
 */
export function createHandler(init: HandlerInit): Handle {
  const { account, clock, faults, traffic, isAllowedHost, commit } = init
  const answers = createAnswers(clock)

  async function carryOut(asked: Exchange): Promise<PlainResponse> {
    const exchange = commit ? committing(asked, commit) : asked
    const record = traffic.record(exchange.name, clock.nowMs())
    const answer = await runWithFault(exchange, record, answers, faults.take(exchange.name))
    record.status = answer.status
    return answer
  }

  return async request => {
    const { url } = request
    if (!isAllowedHost(url.host)) return textResponse(403, `Host ${url.host} is not allowed`)
    if (url.pathname.startsWith(OWN_PATHS)) return ownPage(init.inbox, request)
    if (request.method === 'OPTIONS') return answers.plain(200, null, preflightHeaders(request))
    if (request.method === 'GET') {
      const document = findDocument(account, url.pathname)
      return document ? carryOut(documentExchange(document, answers, url)) : answers.notFound()
    }
    if (request.method !== 'POST' || url.pathname !== '/') return answers.notFound()
    try {
      return await carryOut(operationExchange(init, answers, request))
    } catch (error) {
      if (error instanceof DroppedConnection) throw error
      return answers.refusal(refusalOf(error))
    }
  }
}
