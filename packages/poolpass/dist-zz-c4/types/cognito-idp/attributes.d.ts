import { type AttributeMap } from './attribute-map.js';
import type { AttributeType } from './wire-types.js';
/** @throws {TypeError} naming the attribute whose value is none. */
export declare function checkAttributes(option: string, attributes: unknown): asserts attributes is object;
/**
 * Attributes as they are sent. Those that are `undefined` are left out.
 *
 * @param attributeMap Which attributes have other names here than in the pool.
 * @throws {TypeError} naming the attribute whose value is none.
 */
export declare function attributesToWire(attributes: object, attributeMap?: AttributeMap): AttributeType[];
