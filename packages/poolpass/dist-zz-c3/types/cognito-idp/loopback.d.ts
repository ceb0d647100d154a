/** Whether a URL's host is this machine: 127/8, `[::1]` or `localhost`. */
export declare function isLoopback(url: URL): boolean;
