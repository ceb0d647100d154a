import type { Clock } from '../../cognito-idp/index.js';
import type { SendOptions } from '../service.js';
/** The service's request-rate categories that bulk work draws on, with their quota: requests a second and account. */
declare const QUOTAS: {
    readonly UserCreation: 50;
    readonly UserAccountRecovery: 30;
    readonly UserUpdate: 25;
    readonly UserRead: 120;
    readonly UserList: 30;
    readonly UserResourceRead: 50;
};
/** A category of Cognito's request-rate quotas, as AWS names it. */
export type QuotaCategory = keyof typeof QUOTAS;
/** Which category each operation counts for. */
declare const CATEGORY_OF: {
    readonly AdminCreateUser: "UserCreation";
    readonly AdminSetUserPassword: "UserAccountRecovery";
    readonly AdminAddUserToGroup: "UserUpdate";
    readonly AdminDisableUser: "UserUpdate";
    readonly AdminGetUser: "UserRead";
    readonly ListUsers: "UserList";
    readonly AdminListGroupsForUser: "UserResourceRead";
};
export type BulkOperation = keyof typeof CATEGORY_OF;
/** Requests a second: one number for each category, or numbers for some. `Infinity` holds nothing back. */
export type RequestsPerSecond = number | Readonly<Partial<Record<QuotaCategory, number>>>;
/** @returns What holds the calls of each operation back, for as long as one piece of bulk work. */
export declare function createPaces(clock: Clock, requestsPerSecond?: RequestsPerSecond): (operation: BulkOperation, signal?: AbortSignal) => SendOptions;
export {};
