import { type ListOptions } from './pages.js';
import type { AdminService, SendOptions } from './service.js';
/** What can be set of a group. */
export interface GroupSettings {
    /** Free text, at most 2048 characters. An empty one clears it. */
    readonly description?: string | undefined;
    /** The IAM role of the members. */
    readonly roleArn?: string | undefined;
    /** 0 or more. The group of the lowest decides `cognito:preferred_role`. */
    readonly precedence?: number | undefined;
}
/** A group of users. */
export interface Group extends GroupSettings {
    /** Its name, which is its id and cannot be changed. */
    readonly groupName: string;
    /** When it was made, by the service's clock. */
    readonly createdAt: Date | undefined;
    /** When its settings were last changed. */
    readonly lastModifiedAt: Date | undefined;
}
export declare function createGroup(service: AdminService, groupName: string, settings: GroupSettings): Promise<Group>;
export declare function getGroup(service: AdminService, groupName: string): Promise<Group>;
/**
 * Whether UpdateGroup keeps or resets what it is not given is not documented: so all of it is given, and nothing but a
 * description, by an empty text, can be cleared.
 */
export declare function updateGroup(service: AdminService, groupName: string, changes: GroupSettings): Promise<Group>;
export declare function deleteGroup(service: AdminService, groupName: string): Promise<void>;
export declare function listGroups(service: AdminService, options?: ListOptions): AsyncGenerator<Group, void, void>;
export declare function groupsForUser(service: AdminService, username: string, options?: ListOptions, send?: SendOptions): AsyncGenerator<Group, void, void>;
export declare function changeMembership(service: AdminService, operation: 'AdminAddUserToGroup' | 'AdminRemoveUserFromGroup', username: string, groupName: string, send?: SendOptions): Promise<void>;
