import type { Auth } from './auth.js';
/** Axios' interceptors of one kind, as far as they are used. */
export interface Interceptors {
    /** As axios has it. */
    use(...interceptor: never[]): number;
    /** As axios has it. */
    eject(id: number): void;
    /** As axios has it. */
    clear(): void;
}
/**
 * Axios, or what `axios.create()` gave. Told by its shape: axios declares everything twice, for ES modules and for
 * CommonJS, and an instance of the one is none of the other to the compiler.
 */
export interface AxiosClient {
    /** As axios has it. */
    create(...config: never[]): unknown;
    /** As axios has them: those of the `request` and those of the `response`. */
    readonly interceptors: {
        /** Before it is sent. */
        readonly request: Interceptors;
        /** When it has come. */
        readonly response: Interceptors;
    };
}
/**
 * Puts a token on every request of an axios instance that you have. It is put on last, behind all interceptors, so that
 * each attempt, also of a retry plug-in, carries one that is good when it leaves; it replaces `Authorization`, whether
 * set as a header, by `auth` or in the URL. A 401 is answered before the response interceptors that you add after this.
 * Where no `origins` are listed, a request with a `baseURL` takes the token to that URL's origin only. What `create()`
 * makes of the instance is without it. A redirect's hop is kept waiting for a token that it needs, unless the body is a
 * stream: that goes on with the token that it has. The wait for a token has the same limit as the request, axios' own
 * `timeout`, counted by itself.
 *
 * @returns Takes it off again. Requests under way go on with it.
 * @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` when `auth` is no `Auth`, or the instance has one. No I/O is done.
 */
export declare function withAuth(client: AxiosClient, auth: Auth): () => void;
