import { type AttributeMap, type StringMap } from '../cognito-idp/index.js';
import type { AppClient } from '../sign-in/index.js';
import type { NamedAttributes } from './attributes.js';
import { type CodeDelivery, type PublicOptions } from './public-request.js';
/** What a new user is made of. */
export interface SignUpOptions<Names extends AttributeMap> extends PublicOptions {
    /** The new user's password. Sent as it is, over TLS: the pool makes the verifier. */
    readonly password: string;
    /**
     * By the pool's names, custom ones with their `custom:`; or by names of your own, see `attributeMap`. Default: none.
     */
    readonly attributes?: NamedAttributes<Names[keyof Names]> | undefined;
    /** Which attributes have other names here than in the pool. */
    readonly attributeMap?: Names | undefined;
    /** Handed to the trigger before sign-up, and not kept. Not a place for secrets. */
    readonly validationData?: Readonly<StringMap> | undefined;
}
/** What came of a sign-up. */
export interface Registration {
    /** The new user's id. */
    readonly sub: string;
    /** Nobody has to call `confirmSignUp()`: the pool's own rules let the user in. */
    readonly isConfirmed: boolean;
    /** Where the code went, if one was sent. */
    readonly codeDelivery: CodeDelivery | undefined;
    /** For `confirmSignUp()`, where the app client allows USER_AUTH. **A secret**, good for a few minutes. */
    readonly session: string | undefined;
}
/** What goes with a sign-up's code. */
export interface ConfirmSignUpOptions extends PublicOptions {
    /** Of the {@link Registration}; nothing depends on it where the pool can do without. */
    readonly session?: string | undefined;
    /** An e-mail address or phone number that is another user's alias becomes this user's. Default false. */
    readonly forceAliasCreation?: boolean | undefined;
}
/** SignUp: makes a user, who is to confirm by a code. */
export declare function signUp<const Names extends AttributeMap>(client: AppClient, username: string, options: SignUpOptions<Names>): Promise<Registration>;
/**
 * ConfirmSignUp: ends a sign-up by the code.
 *
 * @returns A session to sign in with, where the app client allows USER_AUTH.
 */
export declare function confirmSignUp(client: AppClient, username: string, code: string, options?: ConfirmSignUpOptions): Promise<string | undefined>;
/** ResendConfirmationCode: sends another code for a sign-up, which replaces the one before it. */
export declare const resendConfirmationCode: (client: AppClient, username: string, options?: PublicOptions) => Promise<CodeDelivery>;
