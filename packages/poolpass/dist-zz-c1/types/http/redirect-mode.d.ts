/**
 * Redirects are followed by us wherever a run time shows them. Browsers do not: there `Authorization` is left to fetch,
 * which takes it off when the origin changes, and a header of any other name must not meet a redirect.
 */
export declare function redirectMode(asked: RequestRedirect, header: string, areOpaque?: boolean): RequestRedirect;
export declare function redirectsAreOpaque(): boolean;
