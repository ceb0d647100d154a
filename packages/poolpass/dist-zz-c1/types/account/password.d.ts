import type { AppClient } from '../sign-in/index.js';
import { type PublicOptions } from './public-request.js';
/** ForgotPassword: has a code sent by which {@link confirmForgotPassword} sets a new password. */
export declare const forgotPassword: (client: AppClient, username: string, options?: PublicOptions) => Promise<import("./public-request.js").CodeDelivery>;
/** ConfirmForgotPassword: sets a new password by a code. */
export declare function confirmForgotPassword(client: AppClient, username: string, code: string, newPassword: string, { clientMetadata, signal }?: PublicOptions): Promise<void>;
/** ChangePassword: replaces a password that is known. */
export declare function changePassword(client: AppClient, accessToken: string, previousPassword: string, proposedPassword: string): Promise<void>;
