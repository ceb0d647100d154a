/** @throws {TypeError} when `userPoolId` is not of the form `<region>_<letters and digits>`. */
export declare function parseUserPoolId(userPoolId: unknown): {
    region: string;
    poolName: string;
};
/** The service's URL in a region, of any partition. */
export declare function regionEndpoint(region: string, fips?: boolean): string;
/** Both forms of `iss` that a pool of that region can be configured to use. */
export declare function regionIssuers(region: string, userPoolId: string): readonly string[];
