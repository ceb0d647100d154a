/** Which of the two tokens an API wants. The values are pycognito's. */
export const TokenType = { ID_TOKEN: 'id_token', ACCESS_TOKEN: 'access_token' } as const

export type TokenType = (typeof TokenType)[keyof typeof TokenType]
