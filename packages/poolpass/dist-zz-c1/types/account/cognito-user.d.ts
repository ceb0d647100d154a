import { type AttributeMap, type StringMap } from '../cognito-idp/index.js';
import type { NamedAttributes } from './attributes.js';
import type { UserProfile } from './profile.js';
import type { CodeDelivery } from './public-request.js';
/** What a {@link CognitoUser} does at the pool. */
export interface UserAccess {
    readonly attributeMap: AttributeMap;
    load(): Promise<UserProfile>;
    update(changes: object, clientMetadata: StringMap | undefined): Promise<CodeDelivery[]>;
    delete(): Promise<void>;
}
/** A user's profile, to look at and to change. It is what it was when it was read: others may have changed it since. */
export declare class CognitoUser<OwnName extends string = never> {
    #private;
    /** The real username, whatever alias the user signed in by. */
    readonly username: string;
    /** Change them here, then {@link save}. Removing one, or setting it to '' or `undefined`, removes it at the pool. */
    readonly attributes: NamedAttributes<OwnName>;
    /** The factor that is asked for first, e.g. `SOFTWARE_TOKEN_MFA`. */
    readonly preferredMfa: string | undefined;
    /** The second factors that are on. */
    readonly mfaMethods: readonly string[];
    /** The user's id, for life. */
    get sub(): string | undefined;
    /** Whether the pool knows that the e-mail address is the user's. False where it does not tell. */
    get emailVerified(): boolean;
    /** Whether the pool knows that the phone number is the user's. False where it does not tell. */
    get phoneNumberVerified(): boolean;
    /**
     * Sends what has changed since the profile was read or saved, and nothing if nothing has. A changed e-mail address or
     * phone number is followed by a look at what the pool made of it. If that fails, `save` does not: then the contact counts
     * as not verified until the profile is read again.
     *
     * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
     * @returns Where codes went, by which changed contacts are to be verified.
     * @throws {CognitoServiceError} When the pool refuses a change. Then it has made none of them.
     */
    save(options?: {
        readonly clientMetadata?: StringMap | undefined;
    }): Promise<CodeDelivery[]>;
    /** Deletes the user, and with that ends the session that it was read by. */
    delete(): Promise<void>;
}
