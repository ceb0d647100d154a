/**
 * SECRET_HASH: base64 of HMAC-SHA-256 over `username ‖ clientId`, keyed by the client secret.
 *
 * @param username Exactly as sent as USERNAME in the same request.
 */
export declare function secretHash(username: string, clientId: string, clientSecret: string): Promise<string>;
