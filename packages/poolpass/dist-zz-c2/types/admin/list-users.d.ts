import type { AttributeMap } from '../cognito-idp/index.js';
import { type ListOptions } from './pages.js';
import type { AdminService, SendOptions } from './service.js';
import type { UserFilter } from './user-filter.js';
import { type AdminUser } from './users.js';
/** Which users, and what is told of them. */
export interface UsersOptions extends ListOptions {
    /** One of `equals(…)` and `startsWith(…)`. Default: everybody. */
    readonly filter?: UserFilter | undefined;
    /** Default: all. The service refuses a page with a user on it who has no value for one of them. */
    readonly attributes?: readonly string[] | undefined;
    /** Which attributes have other names here than in the pool. `attributes` and `filter` take the pool's. */
    readonly attributeMap?: AttributeMap | undefined;
}
/** Checks at once; asks when the first user is asked for. */
export declare function listUsers(service: AdminService, options?: UsersOptions, send?: SendOptions): AsyncGenerator<AdminUser, void, void>;
export declare function usersInGroup(service: AdminService, groupName: string, options?: ListOptions): AsyncGenerator<AdminUser, void, void>;
