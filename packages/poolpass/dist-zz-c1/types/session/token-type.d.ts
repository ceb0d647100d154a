/** Which of the two tokens an API wants. The values are pycognito's. */
export declare const TokenType: {
    /** For APIs that look at the user's attributes. */
    readonly ID_TOKEN: "id_token";
    /** For APIs that look at scopes or groups, and for Cognito's own user operations. */
    readonly ACCESS_TOKEN: "access_token";
};
/** `id_token` or `access_token`. */
export type TokenType = (typeof TokenType)[keyof typeof TokenType];
/** @throws {TypeError} when it is neither. */
export declare function checkTokenType(option: string, tokenType: unknown): void;
