import { randomUUID } from 'node:crypto'
import type { Clock } from '../pool/clock.js'
import { type PlainRequest, type PlainResponse, TEXT_HEADERS } from './message.js'

const CONTENT_TYPE = 'application/x-amz-json-1.1'

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
}

/** What a refusal looks like on the wire. */
export interface Refusal {
  readonly name: string
  readonly message: string
  readonly status: number
}

/** Makes answers that carry the pool's time and a request id. */
export interface Answers {
  /** @param output `undefined` gives an empty body. */
  success(output: object | undefined): PlainResponse
  refusal(refusal: Refusal, headers?: Readonly<Record<string, string>>): PlainResponse
  /** An answer outside the JSON protocol. */
  plain(status: number, body: string | null, headers: Readonly<Record<string, string>>): PlainResponse
  notFound(): PlainResponse
}

// Header values are one line of Latin-1, and clients give up on very long ones; messages may quote what was sent.
const headerText = (message: string) => message.slice(0, 1000).replace(/[^\x20-\x7e]/g, ' ')

export function createAnswers(clock: Clock): Answers {
  const common = () => ({ ...CORS, date: new Date(clock.nowMs()).toUTCString(), 'x-amzn-requestid': randomUUID() })
  const plain: Answers['plain'] = (status, body, headers) => ({ status, headers: { ...common(), ...headers }, body })
  return {
    success: output => ({
      status: 200,
      headers: { ...common(), 'content-type': CONTENT_TYPE },
      body: output === undefined ? null : JSON.stringify(output),
    }),
    refusal: ({ name, message, status }, headers = {}) => ({
      status,
      headers: {
        ...common(),
        'content-type': CONTENT_TYPE,
        'x-amzn-errortype': `${name}:`,
        'x-amzn-errormessage': headerText(message),
        ...headers,
      },
      body: JSON.stringify({ __type: name, message }),
    }),
    plain,
    notFound: () => plain(404, 'Not found', TEXT_HEADERS),
  }
}

/** The answer to a preflight: every method and header that a browser asks for, also from public pages. */
export function preflightHeaders({ header }: PlainRequest): Record<string, string> {
  return {
    'access-control-allow-headers': header('access-control-request-headers') ?? '*',
    'access-control-allow-methods': header('access-control-request-method') ?? 'POST',
    'access-control-max-age': '172800',
    ...(header('access-control-request-private-network') === 'true' && {
      'access-control-allow-private-network': 'true',
    }),
  }
}
