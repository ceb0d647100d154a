/** The error classes and codes of poolpass. A leaf: it imports nothing. */
export { type Check, type Checks, checkAnyText, checkFlag, checkFunction, checkObject, checkOptions, checkSignal, checkText, checkTextList, checkTextMap, oneOf, unchecked, wholeNumber, } from './check-options.js';
export { copyError } from './copy-error.js';
export type { CallerErrorCode, PoolpassErrorCode, PoolpassErrorDetails, ServiceErrorDetails } from './errors.js';
export { CognitoServiceError, invalidOption, isPoolpassError, NotSignedInError, OriginError, outOfRange, PoolpassError, refuseUnknownOptions, SessionExpiredError, SignedOutError, SrpError, TokenError, UnavailableError, } from './errors.js';
