/**
 * An origin that was found to be one to send tokens to, told by how its URLs begin: most requests go where the last one
 * went, and need not be parsed to be checked.
 */
export declare class LastOrigin {
    #private;
    of(address: string): string | undefined;
    remember(origin: string): void;
}
