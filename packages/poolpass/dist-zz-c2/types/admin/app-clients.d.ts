import type { CreateUserPoolClientCommandInput, UpdateUserPoolClientCommandInput, UserPoolClientType } from '@aws-sdk/client-cognito-identity-provider';
import { type ListOptions } from './pages.js';
import type { AdminService } from './service.js';
/** An app client, its members spelt as the AWS SDK spells them. **`ClientSecret` is a secret.** */
export type UserPoolClient = UserPoolClientType;
/** `ClientName` and whatever else CreateUserPoolClient takes. */
export type NewUserPoolClient = Omit<CreateUserPoolClientCommandInput, 'UserPoolId'>;
/**
 * What is named changes, `null` goes back to the service's default, and the rest stays: so it is inside
 * `TokenValidityUnits`, `RefreshTokenRotation` and `AnalyticsConfiguration`, too. Lists are replaced as a whole.
 */
export type UserPoolClientChanges = {
    readonly [Name in keyof Omit<UpdateUserPoolClientCommandInput, 'UserPoolId' | 'ClientId'>]?: (NonNullable<UpdateUserPoolClientCommandInput[Name]> extends string | number | boolean | readonly unknown[] ? UpdateUserPoolClientCommandInput[Name] : {
        readonly [Member in keyof NonNullable<UpdateUserPoolClientCommandInput[Name]>]?: NonNullable<UpdateUserPoolClientCommandInput[Name]>[Member] | null;
    }) | null | undefined;
};
export declare function createUserPoolClient(service: AdminService, settings: NewUserPoolClient): Promise<UserPoolClient>;
export declare function describeUserPoolClient(service: AdminService, clientId: string): Promise<UserPoolClient>;
/** The service resets whatever an update does not name: so everything is read first, and written back. */
export declare function updateUserPoolClient(service: AdminService, clientId: string, changes: UserPoolClientChanges): Promise<UserPoolClient>;
export declare function deleteUserPoolClient(service: AdminService, clientId: string): Promise<void>;
/** What a list tells of an app client. */
export interface UserPoolClientSummary {
    /** Its id, which is no secret. */
    readonly clientId: string;
    /** What people call it. */
    readonly clientName: string;
}
export declare function listUserPoolClients(service: AdminService, options?: ListOptions): AsyncGenerator<UserPoolClientSummary, void, void>;
