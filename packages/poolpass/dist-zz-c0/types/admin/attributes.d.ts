import { type AttributeMap } from '../cognito-idp/index.js';
/**
 * Attributes to write, by the pool's own names (`email`, `custom:plan`). Absent ones stay as they are, an empty text
 * removes one.
 */
export type AttributeInput = Readonly<Record<string, string | number | boolean | undefined>>;
/** Attributes as the pool has them: every value is text, `email_verified` is `'true'` or `'false'`. */
export type Attributes = Readonly<Record<string, string>>;
/** What the SDK's types call an attribute. */
interface SdkAttribute {
    readonly Name: string | undefined;
    readonly Value?: string | undefined;
}
export declare function fromWire(attributes?: readonly SdkAttribute[], attributeMap?: AttributeMap): Attributes;
export {};
