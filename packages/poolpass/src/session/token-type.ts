import { invalidOption } from '../errors/index.js'

/** Which of the two tokens an API wants. The values are pycognito's. */
export const TokenType = {
  /** For APIs that look at the user's attributes. */
  ID_TOKEN: 'id_token',
  /** For APIs that look at scopes or groups, and for Cognito's own user operations. */
  ACCESS_TOKEN: 'access_token',
} as const

/** `id_token` or `access_token`. */
export type TokenType = (typeof TokenType)[keyof typeof TokenType]

/** @throws {TypeError} when it is neither. */
export function checkTokenType(option: string, tokenType: unknown): void {
  if (Object.values(TokenType).includes(tokenType as TokenType)) return
  throw invalidOption(option, 'must be TokenType.ACCESS_TOKEN or TokenType.ID_TOKEN')
}
