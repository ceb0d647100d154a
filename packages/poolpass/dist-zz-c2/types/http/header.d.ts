/** What the headers are now, to be read for every hop: iterators can be read only once, and objects change. */
export declare function lasting(headers: HeadersInit | null | undefined): LastingHeaders | undefined;
export type LastingHeaders = Headers | Readonly<Record<string, string>>;
/**
 * The headers with one more, in the place of any of that name. What is given is left as it is. No `Headers` is made of a
 * plain object: fetch makes its own, and each reads every character of a token.
 */
export declare function withHeader(headers: LastingHeaders | undefined, name: string, value: string): LastingHeaders;
/**
 * The same for the run time's own fetch, which takes a `Headers` without reading every character of a token, and leaves
 * it as it is: that of the last token is kept for as long as it is sent.
 */
export declare class ReadyHeader {
    #private;
    on(headers: LastingHeaders | undefined, name: string, value: string): LastingHeaders;
}
