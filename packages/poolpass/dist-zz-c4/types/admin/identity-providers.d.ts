import type { StringMap } from '../cognito-idp/index.js';
import { type ListOptions } from './pages.js';
import type { AdminService } from './service.js';
/** What kind of provider, as the service names it. */
export type ProviderType = 'SAML' | 'OIDC' | 'Facebook' | 'Google' | 'LoginWithAmazon' | 'SignInWithApple';
/** An identity provider. **`providerDetails` may hold secrets.** */
export interface IdentityProvider {
    /** Its id in the pool, e.g. `Google`. */
    readonly providerName: string;
    /** What kind of provider. */
    readonly providerType: ProviderType | (string & {});
    /** By the service's names, e.g. `client_id`. */
    readonly providerDetails: Readonly<StringMap>;
    /** The pool's attribute → the provider's. */
    readonly attributeMapping: Readonly<StringMap>;
    /** Other names to find it by, e.g. the domains of its users. */
    readonly idpIdentifiers: readonly string[];
    /** When it was made, by the service's clock. */
    readonly createdAt: Date | undefined;
    /** When its settings were last changed. */
    readonly lastModifiedAt: Date | undefined;
}
/** What an identity provider is made of. */
export interface NewIdentityProvider {
    /** Its id in the pool. Social ones have their type's name. */
    readonly providerName: string;
    /** Cannot be changed later. */
    readonly providerType: ProviderType;
    /** By the service's names, e.g. `client_id`; which are needed depends on the type. **May hold secrets.** */
    readonly providerDetails: Readonly<StringMap>;
    /** The pool's attribute → the provider's. Default: none. */
    readonly attributeMapping?: Readonly<StringMap> | undefined;
    /** Other names to find it by. Default: none. */
    readonly idpIdentifiers?: readonly string[] | undefined;
}
/** Names and new values; `null` takes one away. */
type Changes = Readonly<Record<string, string | null | undefined>>;
/** What is named changes, `null` takes an entry away, and the rest stays. */
export interface IdentityProviderChanges {
    /** Entry by entry. A `MetadataURL` takes the place of a `MetadataFile`, and the other way round. */
    readonly providerDetails?: Changes | undefined;
    /** Entry by entry: the pool's attribute → the provider's. */
    readonly attributeMapping?: Changes | undefined;
    /** Replaces the list. */
    readonly idpIdentifiers?: readonly string[] | undefined;
}
export declare function createIdentityProvider(service: AdminService, provider: NewIdentityProvider): Promise<IdentityProvider>;
export declare function describeIdentityProvider(service: AdminService, providerName: string): Promise<IdentityProvider>;
export declare function findIdentityProvider(service: AdminService, identifier: string): Promise<IdentityProvider>;
/** The service replaces a map as a whole: so it is read first, and written back with what changes. */
export declare function updateIdentityProvider(service: AdminService, providerName: string, changes: IdentityProviderChanges): Promise<IdentityProvider>;
export declare function deleteIdentityProvider(service: AdminService, providerName: string): Promise<void>;
/** What a list tells of an identity provider. */
export type IdentityProviderSummary = Pick<IdentityProvider, 'providerName' | 'providerType' | 'createdAt' | 'lastModifiedAt'>;
export declare function listIdentityProviders(service: AdminService, options?: ListOptions): AsyncGenerator<IdentityProviderSummary, void, void>;
export {};
