import type { Dispatcher } from 'undici';
type Request = Dispatcher.DispatchOptions;
/** Headers as undici takes them, and as it gives them. */
export type GivenHeaders = Request['headers'] | readonly Uint8Array[];
/** Headers with that one, which replaces those of its name in any letter case. What was given stays as it was. */
export declare function withHeader(given: GivenHeaders, name: string, value: string): NonNullable<Request['headers']>;
/** The same request, with headers that can be read more than once. */
export declare function withLastingHeaders(request: Request): Request;
/** A copy that stays as it is when the caller changes theirs. */
export declare function asItIsNow(request: Request): Request;
/** What the web knows as headers, of any that undici takes or gives. */
export declare function webHeaders(given: GivenHeaders): Headers;
export {};
