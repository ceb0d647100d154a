/** The pool's name of an attribute → what it is called here. */
export type AttributeMap = Readonly<Record<string, string>>;
/** @returns A function that tells an attribute's name in the pool from its name here. */
export declare function poolNames(attributeMap?: AttributeMap): (ownName: string) => string;
/** @returns A function that tells an attribute's name here from its name in the pool. */
export declare function ownNames(attributeMap?: AttributeMap): (poolName: string) => string;
