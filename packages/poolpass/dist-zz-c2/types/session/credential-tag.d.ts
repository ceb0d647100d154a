/**
 * What marks a stored session as made by one credential: only who holds the password can compute it.
 *
 * @param owner Pool, client and username, so that equal passwords of two users give different tags.
 */
export declare function credentialTag(password: string, owner: string): Promise<string>;
/** Compares in constant time. */
export declare function sameTag(one: string, other: string): boolean;
