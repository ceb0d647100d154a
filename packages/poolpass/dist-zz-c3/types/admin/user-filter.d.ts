import type { UserStatus } from './users.js';
/** Attributes of the user's that the service can search. Custom ones are not among them. */
export type SearchableAttribute = 'username' | 'sub' | 'email' | 'phone_number' | 'name' | 'given_name' | 'family_name' | 'preferred_username';
/** What else may be searched by. */
export interface SearchableState {
    /** Whether the user may sign in. */
    status: 'Enabled' | 'Disabled';
    /** How far the sign-up or the password is. */
    'cognito:user_status': UserStatus;
}
/** All that a filter may name. */
type Searchable = SearchableAttribute | keyof SearchableState;
/** What it may be compared with. */
type ValueOf<Name extends Searchable> = Name extends keyof SearchableState ? SearchableState[Name] : string;
/** Tells a filter from other strings, at compile time only. */
declare const brand: unique symbol;
/** A filter for `CognitoAdmin.users`, in the service's own words. Made by {@link equals} and {@link startsWith}. */
export type UserFilter = string & {
    /** So that no other string is taken for one. There is no such member. */
    readonly [brand]: true;
};
/** Users whose attribute has exactly this value. */
export declare function equals<Name extends Searchable>(attribute: Name, value: ValueOf<Name>): UserFilter;
/** Users whose attribute begins so. */
export declare function startsWith(attribute: Searchable, prefix: string): UserFilter;
export {};
