import type { LocalCognito } from '@poolpass/local'

export const otherCode = (code: string) => (code.startsWith('0') ? '1' : '0') + code.slice(1)

export const lastCode = ({ inbox }: LocalCognito) => inbox.at(-1)?.code ?? ''

export const attributeList = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))

export const WRONG_CODE = 'CodeMismatchException: Invalid verification code provided, please try again.'
export const EXPIRED_CODE = 'ExpiredCodeException: Invalid code provided, please request a code again.'
export const LIMIT_EXCEEDED = 'LimitExceededException: Attempt limit exceeded, please try after some time.'
export const NOT_FOUND = 'UserNotFoundException: Username/client id combination not found.'
