import type { AxiosError, AxiosInstance, AxiosRequestConfig, AxiosRequestTransformer, AxiosResponse, InternalAxiosRequestConfig } from 'axios';
/**
 * The flight's place in our `beforeRedirect`; and in the config itself where an adapter or an interceptor of the user's may
 * put another `beforeRedirect` there. Copies have both, of which a WeakMap would know nothing; but older versions of axios
 * copy no symbols of a config, and they slow down its fetch adapter.
 */
export declare const flightKey: unique symbol;
export type Config = InternalAxiosRequestConfig & {
    [flightKey]?: Flight;
};
export type Adapter = Exclude<NonNullable<Config['adapter']>, unknown[]>;
export type Fields = Record<string, unknown>;
/** The options of follow-redirects for its next hop. */
export interface NextHop {
    readonly href: string;
    readonly method: string;
    readonly headers: Fields;
}
type GivenTransforms = Config['transformRequest'] | undefined;
/** Does what the user's own do, and makes the config ready to be sent. */
export interface Transform extends AxiosRequestTransformer {
    readonly given: GivenTransforms;
}
/** As axios calls it: like `http` of Node or of follow-redirects. */
interface Transport {
    request(options: Fields & {
        beforeRedirects?: object;
    }, onResponse: unknown): unknown;
}
/** A request under way, over all its hops. A class: axios copies plain objects of a config, and all that is in them. */
export declare class Flight {
    readonly config: Config;
    /** Those of the config that our own take the place of. */
    readonly givenAdapter: Config['adapter'];
    readonly givenBeforeRedirect: Config['beforeRedirect'];
    /** Where the fetch adapter's `fetch` is ours: then the adapter was not changed. */
    givenEnv: {
        readonly env: Config['env'];
    } | undefined;
    /** What more was changed of the config: as it was given, and as it is now. */
    changed: {
        readonly given: Fields;
        readonly put: Fields;
    } | undefined;
    /** What the caller named, once it is parsed: that takes as long as all else, and most answers come without. */
    named: URL | undefined;
    /** Of the hop at which it is now. */
    origin: string;
    token: string;
    /** The token goes along until the first hop to an origin that may not have it. */
    mayCarryToken: boolean;
    /** The last redirect that was followed. */
    hop: NextHop | undefined;
    /** How many were. */
    hops: number;
    /** What the config's header holds, under whatever name. */
    headerValue: string | undefined;
    /** What is left to be sent of a request that was broken off before its next hop. */
    rest: Config | undefined;
    /** Those of the config. */
    readonly adapters: Adapters;
    /** All is left to the fetch adapter, whose `fetch` is ours and does all there is to do. */
    isOurFetch: boolean;
    constructor(config: Config, origin: string, named: URL | undefined, adapters: Adapters);
}
export interface Adapters {
    /** What a config has that names one, or none. */
    readonly single: unknown;
    /** Those of the config, or of axios where that names none. */
    readonly given: readonly Adapter[];
    /** The same in our place: none that takes a token where it may not go. */
    readonly guarded: Adapter[];
    /** Whether all is left to the fetch adapter. */
    readonly isOurFetch: boolean;
    /** Whether there are such as may put something else in the place of what we have put into a config: the user's own. */
    readonly mayReplace: boolean;
}
/**
 * In place of those that lead to axios' adapter for Node: that needs no guard, sends the very config that it was given, and
 * tells of each redirect.
 */
export declare const NODE_ADAPTER: Adapters;
type AxiosErrorClass = new (message: string, code: string, config: Config) => AxiosError;
/** What axios came back with: an answer, an error, or an answer that counts as an error. */
export type Outcome = {
    readonly response: AxiosResponse;
} | {
    readonly response: AxiosResponse | undefined;
    readonly error: unknown;
};
export declare const listOf: <T>(value: T | T[] | null | undefined) => readonly T[];
/** Does what the given ones do, and then lets the config be made ready; that has the given ones again. */
export declare function transformThen(given: GivenTransforms, makeReady: (config: Config) => void): Transform;
export declare const isTransform: (given: GivenTransforms) => given is Transform;
/** That of a config that is under way, or that an interceptor sends again before it has landed. */
export declare const flightOf: (config: Config | undefined) => Flight | undefined;
/** Before the next hop is sent, after what the user has to say. */
export declare function onHop(flight: Flight, follow: (flight: Flight, next: NextHop) => void): void;
/**
 * Takes a flight out of a config that is sent again, but for its fetch: two would not agree about a hop, and whoever looks for
 * the one would find the other. What the sender has put in place of ours stays.
 */
export declare function forgetFlight(config: Config, flight: Flight): void;
/** What axios holds under names that its types do not let one compute. */
export declare const fieldsOf: (object: object) => Fields;
export declare function areSame(these: readonly unknown[], those: readonly unknown[]): boolean;
export declare const isNamed: (name: string, adapter: unknown) => boolean;
/** As axios has it, which appends anything else to a `baseURL`. */
export declare const isAbsolute: (url: string) => boolean;
/** Whether nothing can be appended to it that leads to another origin: what follows its host begins with a slash. */
export declare const isAbsoluteBase: (url: string) => boolean;
export declare const isCancelled: ({ signal, cancelToken }: Config) => boolean;
/** Changes a config until the request has landed. */
export declare function change(flight: Flight, changes: Fields): void;
/** The config is as it was given. */
export declare function changeBack({ config, givenAdapter, givenBeforeRedirect, givenEnv, changed }: Flight): void;
/** In place of a header of that name in whatever letter case; or in place of it nothing. */
export declare function setHeader(headers: Fields, name: string, value: string | undefined): void;
/** Sends again what was sent after the last redirect, or what was about to be. */
export declare function hopConfig({ config, hops }: Flight, named: URL, { href, method, headers }: NextHop): Config;
/** Axios takes a `URL` too, although its types do not. */
export declare const urlText: ({ url }: Config) => string;
/** What axios makes the URL of. */
export declare function addressOf(config: Config, more?: readonly (keyof Config)[]): AxiosRequestConfig;
export declare function withoutCredentials(url: URL): string;
/** For `retryUnauthorized`. The body is what axios made of it; none where it can be read but once. */
export declare function responseOf({ status, headers, data }: AxiosResponse): Response;
export declare function textHeaders(headers: Fields): Record<string, string>;
/** With a transport of the user's own, axios tells nobody of redirects that it follows. A class: axios copies plain objects. */
export declare class TellingTransport implements Transport {
    /** Of its own, so that an adapter of the user's may take it out, or copy the whole. */
    readonly request: Transport['request'];
    constructor(given: Transport, follow: (next: NextHop) => void);
}
export declare function outcomeOf(sent: Promise<AxiosResponse>): Promise<Outcome>;
/** As if axios had come back with it by itself, from that config. */
export declare function unwrap(config: Config, outcome: Outcome): AxiosResponse;
/** R15: the request that they hold holds the token, and is printed with them. */
export declare function hideRequest(error: AxiosError): void;
/** What ends when a request may last no longer, if axios' `timeout` says so. */
export declare function limitOf({ timeout }: Config): AbortSignal | undefined;
/** Waits for a token until the caller cancels, for which axios knows two ways, or a limit has come. */
export declare function whileWanted<T>(config: Config, limit: AbortSignal | undefined, wait: (signal?: AbortSignal) => Promise<T>): Promise<T>;
/** As axios' adapters make one. They alone, and who imports axios, have the class. */
export declare function timeoutError(AxiosError: AxiosErrorClass, config: Config): AxiosError;
/** Whether axios goes on to the next adapter, which it does at once: there is none of that name, or nothing to send by. */
export declare function isPassedOver(plain: AxiosInstance, adapter: string, config?: Fields): boolean;
export {};
