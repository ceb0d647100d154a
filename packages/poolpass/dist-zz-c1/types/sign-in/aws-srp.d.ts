import type { StringMap } from '../cognito-idp/index.js';
import { type AppClientOptions } from './app-client.js';
import { type DeviceCredentials } from './device-credentials.js';
import { type SignInResult } from './flow.js';
/** Whose sign-in it is, and with which app client. */
export interface AwsSrpOptions extends AppClientOptions {
    /** The username, or an alias that the pool accepts. */
    readonly username: string;
    /** Proven, and never sent. */
    readonly password: string;
    /** A remembered device. */
    readonly device?: DeviceCredentials | undefined;
}
/**
 * The values of an SRP sign-in, for those who make the calls themselves, e.g. with the AWS SDK: pycognito's `AWSSRP`.
 * One object is good for one sign-in: {@link getAuthParams}, then {@link processChallenge}.
 */
export declare class AwsSrp {
    #private;
    /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION`, naming the option. No I/O is done. */
    constructor(options: AwsSrpOptions);
    /** AuthParameters of InitiateAuth with USER_SRP_AUTH. Makes a new ephemeral key each time. */
    getAuthParams(): Promise<StringMap>;
    /**
     * ChallengeResponses to PASSWORD_VERIFIER.
     *
     * @param requestParameters What InitiateAuth was sent; its USERNAME is used where the service names none.
     */
    processChallenge(challengeParameters: StringMap, requestParameters?: StringMap): Promise<StringMap>;
    /** ChallengeResponses to DEVICE_PASSWORD_VERIFIER, for the SRP_A of {@link getAuthParams}. */
    processDeviceChallenge(challengeParameters: StringMap): Promise<StringMap>;
    /**
     * Makes the calls of a sign-in.
     *
     * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
     * @throws As {@link signInWithSrp}.
     */
    authenticateUser(options?: {
        readonly clientMetadata?: StringMap;
    }): Promise<SignInResult>;
    /**
     * Signs in with a temporary password and replaces it.
     *
     * @param newPassword Has to satisfy the pool's policy.
     * @param options.userAttributes Values of the attributes that the pool demands, by their bare names.
     * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
     * @throws As {@link signInWithSrp}.
     */
    setNewPasswordChallenge(newPassword: string, options?: {
        readonly userAttributes?: Readonly<StringMap>;
        readonly clientMetadata?: StringMap;
    }): Promise<SignInResult>;
    /** SECRET_HASH over the username that the same request sends. */
    static getSecretHash(username: string, clientId: string, clientSecret: string): Promise<string>;
    /** TIMESTAMP as Cognito reads it; pycognito's `get_cognito_formatted_timestamp`. */
    static formatTimestamp(time: Date): string;
}
