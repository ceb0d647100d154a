import { type AttributeMap, type AttributeType } from '../cognito-idp/index.js';
/** What an attribute is written as. It goes to the pool as text: `true` as `"true"`, 7 as `"7"`. */
export type AttributeValue = string | number | boolean;
/** The attributes that every user pool has, by the service's names: the standard claims of OpenID Connect Core, §5.1. */
export interface StandardAttributes {
    /** The user's id, for life. Made by the pool. */
    sub?: string | undefined;
    /** The full name, as it is shown. */
    name?: string | undefined;
    /** First names. */
    given_name?: string | undefined;
    /** Last names. */
    family_name?: string | undefined;
    /** Names between the first and the last. */
    middle_name?: string | undefined;
    /** A casual name. */
    nickname?: string | undefined;
    /** What the user wants to be called by; an alias to sign in with, where the pool has it among its aliases. */
    preferred_username?: string | undefined;
    /** URL of a page about the user. */
    profile?: string | undefined;
    /** URL of an image. */
    picture?: string | undefined;
    /** URL of a page of the user's. */
    website?: string | undefined;
    /** An e-mail address. Codes go there; an alias to sign in with, where the pool says so. */
    email?: string | undefined;
    /** Only the pool and administrators write it. */
    email_verified?: boolean | undefined;
    /** Free text. */
    gender?: string | undefined;
    /** `YYYY-MM-DD`. */
    birthdate?: string | undefined;
    /** A time zone of the IANA data base, e.g. `Europe/Berlin`. */
    zoneinfo?: string | undefined;
    /** A language tag (BCP 47), e.g. `de-DE`. */
    locale?: string | undefined;
    /** `+` and digits. */
    phone_number?: string | undefined;
    /** Only the pool and administrators write it. */
    phone_number_verified?: boolean | undefined;
    /** A postal address, as text or JSON. */
    address?: string | undefined;
    /** Seconds since 1970. */
    updated_at?: number | undefined;
    /** JSON text; of users who signed in by another provider. */
    identities?: string | undefined;
}
/**
 * A user's attributes. Custom ones have their whole name, with `custom:`; the pool does not tell their types, so that
 * they are read as strings, whatever they were written as.
 */
export type UserAttributes = StandardAttributes & {
    [name in `custom:${string}` | `dev:custom:${string}`]?: AttributeValue | undefined;
};
/** Attributes of which some are called by names of one's own: those that an {@link AttributeMap} gives. */
export type NamedAttributes<OwnName extends string = never> = UserAttributes & {
    [name in OwnName]?: AttributeValue | undefined;
};
/** Gives the names of custom attributes their prefix: `{ team: 'blue' }` → `{ 'custom:team': 'blue' }`. */
export declare function customAttributes<Name extends string>(values: Readonly<Record<Name, AttributeValue>>): Record<`custom:${Name}`, AttributeValue>;
/** Attributes as they are read. */
export declare function fromWire(list?: readonly AttributeType[], attributeMap?: AttributeMap): NamedAttributes<string>;
