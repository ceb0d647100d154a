import type { AuthOutput, CallOptions } from '../cognito-idp/index.js';
import { type CognitoServiceError } from '../errors/index.js';
import type { AppClient } from './app-client.js';
import type { RenewOptions } from './renew-options.js';
/** Only an endpoint that is seen to serve REFRESH_TOKEN_AUTH is taken for one that knows nothing newer. */
export declare function fallBack(client: AppClient, options: RenewOptions, call: CallOptions, cause: CognitoServiceError): Promise<AuthOutput>;
/** Renews by InitiateAuth. */
export declare function refreshTokenAuth(client: AppClient, options: RenewOptions, call: CallOptions): Promise<AuthOutput>;
