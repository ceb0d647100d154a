import type { Auth } from './auth.js';
import { type View } from './view.js';
/** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` when it is no `Auth`. */
export declare function viewOf(auth: Auth): View;
