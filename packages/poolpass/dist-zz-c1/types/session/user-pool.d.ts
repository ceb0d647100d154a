import { type Checks } from '../errors/index.js';
import { type AppClient, type AppClientOptions } from '../sign-in/index.js';
import { type JsonWebKeySet, PoolKeys } from './keys.js';
import type { TokenStore } from './token-store.js';
/** Which app client of which user pool, how it is reached, and what its sessions share. */
export interface UserPoolOptions extends AppClientOptions {
    /** The `iss` of the pool's tokens, where neither the region nor `endpoint` implies it. */
    readonly issuer?: string | undefined;
    /**
     * The pool's public keys, or their JSON: nothing is fetched then. Default: the environment's `COGNITO_JWKS` where
     * there is an environment, else they are fetched from the pool.
     */
    readonly jwks?: JsonWebKeySet | string | undefined;
    /** Where sessions live. Default: this process's memory. */
    readonly store?: TokenStore | undefined;
    /**
     * `'auto'` (default): tokens that came from the pool itself are used after the claim checks while its keys are
     * unreachable, and verified when they arrive. `'strict'`: such a sign-in or renewal fails.
     */
    readonly verifyTokens?: 'auto' | 'strict' | undefined;
    /**
     * Keeps work beside a request alive, e.g. `promise => ctx.waitUntil(promise)`. `false`: the request waits for it.
     * Default: nothing, which is right for a process that lives on.
     */
    readonly background?: ((work: Promise<unknown>) => void) | false | undefined;
}
/** What the rooms of this package see of a pool. Not exported from it. */
export interface PoolInternals {
    readonly client: AppClient;
    readonly issuers: readonly string[];
    readonly keys: PoolKeys;
    readonly store: TokenStore;
    /** Whether other processes may share it. */
    readonly isStoreGiven: boolean;
    readonly verifyTokens: 'auto' | 'strict';
    readonly background: ((work: Promise<unknown>) => void) | false | undefined;
}
/** Every option of a `UserPool`; an option of any other name would be ignored, so it is refused. */
export declare const POOL_OPTIONS: Checks<UserPoolOptions>;
export declare function poolInternals(pool: UserPool): PoolInternals;
/**
 * What many users of one pool share: configuration, keys, the service's clock, the transport and the store. It holds no
 * user's data of its own, and does no I/O until a session needs it.
 */
export declare class UserPool {
    #private;
    /** `<region>_<id>`. */
    readonly userPoolId: string;
    /** As given, else the part of `userPoolId` before `_`. */
    readonly userPoolRegion: string;
    /** Of the app client that all sessions sign in with. */
    readonly clientId: string;
    /** Where calls go, without a slash at its end: as given, else the region's. */
    readonly endpoint: string;
    /** The first of the issuers whose tokens are accepted. */
    readonly issuer: string;
    /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. */
    constructor(options: UserPoolOptions);
}
