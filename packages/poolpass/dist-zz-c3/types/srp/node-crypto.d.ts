/** What is used of it. */
export interface NodeCrypto {
    createPublicKey(input: {
        key: Record<string, string>;
        format: 'jwk';
    }): object;
    publicEncrypt(input: {
        key: object;
        padding: number;
        encoding: 'hex';
    }, hex: string): {
        toString(encoding: 'hex'): string;
    };
    createHash(algorithm: 'sha256'): Digest;
    createHmac(algorithm: 'sha256', key: Uint8Array | string): Digest;
    readonly constants: {
        RSA_NO_PADDING: number;
    };
}
interface Digest {
    update(data: Uint8Array | string): Digest;
    digest(): Uint8Array;
    digest(encoding: 'hex'): string;
}
/** `node:crypto`, where the run time has it: found at run time, so that no bundle for browsers looks for it. */
export declare function nodeCrypto(): NodeCrypto | undefined;
export {};
