/** A secret, or where to get it. A function is asked again at every sign-in or renewal that needs it. */
export type SecretSource = string | (() => string | Promise<string>);
/** @throws {TypeError} when `source` is neither a non-empty string, a function nor absent. */
export declare function checkSecretSource(option: string, source: unknown): void;
/** @throws {PoolpassError} `ERR_POOLPASS_CALLBACK` when the function throws or returns no string. */
export declare function readSecret(option: string, source: SecretSource): Promise<string>;
