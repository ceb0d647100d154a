/**
 * TIMESTAMP as Cognito parses it: `EEE MMM d HH:mm:ss UTC yyyy`, English whatever the locale, the day not padded.
 * Example: `Fri Sep 5 07:08:09 UTC 2025`.
 *
 * @param epochMs Milliseconds since 1970, by the service's clock where that is known.
 */
export declare function formatTimestamp(epochMs: number): string;
