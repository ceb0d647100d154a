import type { CodeDeliveryDetails, StringMap } from '../cognito-idp/index.js';
import type { AppClient } from '../sign-in/index.js';
/** What every call without an access token may bring along. */
export interface PublicOptions {
    /** Handed to the pool's Lambda triggers. Not a place for secrets. */
    readonly clientMetadata?: StringMap | undefined;
    /** Ends the call with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}
/** Where a code went. */
export interface CodeDelivery {
    /** Masked, e.g. `a***@e***`. */
    readonly destination: string;
    /** By which way it went. */
    readonly medium: 'EMAIL' | 'SMS';
    /** The attribute that holds the address, e.g. `email`. */
    readonly attribute: string;
}
/** How a call about a user who is not signed in names that user, and proves who asks. */
export declare function naming(client: AppClient, username: string): Promise<{
    ClientId: string;
    Username: string;
    SecretHash: string | undefined;
}>;
export declare function readDelivery(details: CodeDeliveryDetails): CodeDelivery;
/** Has a code sent to a user who is not signed in. */
export declare function requestCode(client: AppClient, operation: 'ForgotPassword' | 'ResendConfirmationCode', username: string, { clientMetadata, signal }: PublicOptions): Promise<CodeDelivery>;
