import type { CallOptions } from '../cognito-idp/index.js';
import type { AppClient } from './app-client.js';
/** Who asks: somebody signed in, or somebody in the middle of a sign-in. */
export type SoftwareTokenHolder = {
    readonly accessToken: string;
} | {
    readonly session: string | undefined;
};
/** A new secret for an authenticator app. **Both members are secrets.** */
export interface SoftwareTokenSecret {
    /** Base32. */
    readonly secret: string;
    /** `otpauth://totp/…`, for a QR code. */
    readonly otpauthUri: string;
}
/** What an authenticator app shows beside its codes. */
export interface SoftwareTokenLabel {
    /** Whose account it is of, e.g. the product's name. */
    readonly issuer: string;
    /** Which account, e.g. the username. */
    readonly account: string;
}
/**
 * AssociateSoftwareToken: has the pool make a secret. It counts for nothing until a code made with it is verified.
 *
 * @returns The secret, and the session to go on with where it was asked for by a session.
 */
export declare function associateSoftwareToken(client: AppClient, holder: SoftwareTokenHolder, label: SoftwareTokenLabel, call?: CallOptions): Promise<SoftwareTokenSecret & {
    readonly session: string | undefined;
}>;
/**
 * VerifySoftwareToken: shows that the authenticator app works.
 *
 * @returns The session to go on with where it was verified by a session.
 * @throws {CognitoServiceError} `ERR_POOLPASS_CODE_MISMATCH` for a wrong code.
 */
export declare function verifySoftwareToken(client: AppClient, holder: SoftwareTokenHolder, code: string, deviceName?: string, call?: CallOptions): Promise<string | undefined>;
