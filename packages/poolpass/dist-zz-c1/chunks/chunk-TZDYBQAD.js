// packages/poolpass/src/errors/errors.ts
var BRAND = /* @__PURE__ */ Symbol.for("poolpass/error");
var PoolpassError = class extends Error {
  static {
    this.prototype.name = "PoolpassError";
  }
  /** Decide by this one: messages may change. */
  code;
  /** Whether the same call may succeed later without any change by the caller. */
  retryable;
  /**
   * Made by this library; there is no need to make one.
   *
   * @param message Holds no secret.
   */
  constructor(code, message, details = {}) {
    super(message, details.cause === void 0 ? void 0 : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
    if (details.requestId !== void 0) this.requestId = details.requestId;
    if (details.retryAtMs !== void 0) this.retryAt = new Date(details.retryAtMs);
  }
  /** What {@link isPoolpassError} goes by, whichever copy of the package made the error. */
  get [BRAND]() {
    return true;
  }
};
function isPoolpassError(error, code) {
  return typeof error === "object" && error !== null && BRAND in error && (code === void 0 || error.code === code);
}
var CognitoServiceError = class extends PoolpassError {
  /** The service's own error name, e.g. `NotAuthorizedException`. */
  name;
  /** The Cognito operation that was refused, e.g. `InitiateAuth`. */
  operation;
  /** HTTP status of the answer: 400 for nearly everything. */
  status;
  /**
   * Made by this library; there is no need to make one.
   *
   * @param message In the service's words, without what was sent.
   */
  constructor(code, message, details) {
    super(code, message, details);
    this.name = details.name;
    this.operation = details.operation;
    this.status = details.status;
  }
};
var NotSignedInError = class extends PoolpassError {
  static {
    this.prototype.name = "NotSignedInError";
  }
};
var SignedOutError = class extends PoolpassError {
  static {
    this.prototype.name = "SignedOutError";
  }
};
var SessionExpiredError = class extends PoolpassError {
  static {
    this.prototype.name = "SessionExpiredError";
  }
};
var OriginError = class extends PoolpassError {
  static {
    this.prototype.name = "OriginError";
  }
};
var TokenError = class extends PoolpassError {
  static {
    this.prototype.name = "TokenError";
  }
};
var SrpError = class extends PoolpassError {
  static {
    this.prototype.name = "SrpError";
  }
};
var UnavailableError = class extends PoolpassError {
  static {
    this.prototype.name = "UnavailableError";
  }
};
function invalidOption(option, expected) {
  return Object.assign(new TypeError(`option \`${option}\` ${expected}`), callerDetails(option));
}
function outOfRange(option, expected) {
  return Object.assign(new RangeError(`option \`${option}\` ${expected}`), callerDetails(option));
}
function callerDetails(option) {
  return { code: "ERR_POOLPASS_INVALID_OPTION", option };
}
function refuseUnknownOptions(options, known) {
  const unknown = Object.entries(options).find(([name, value]) => value !== void 0 && !Object.hasOwn(known, name));
  if (unknown) throw invalidOption(unknown[0], "is not known here; look for a misspelt name");
}

// packages/poolpass/src/errors/check-options.ts
function checkOptions(options, checks, option = "options") {
  checkObject(option, options);
  refuseUnknownOptions(options, checks);
  for (const [name, value] of Object.entries(options)) {
    if (value !== void 0) checks[name](name, value);
  }
}
function checkObject(option, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalidOption(option, "must be an object");
}
function checkText(option, value) {
  if (typeof value !== "string" || value === "") throw invalidOption(option, "must be a non-empty string");
}
function checkAnyText(option, value) {
  if (typeof value !== "string") throw invalidOption(option, "must be a string");
}
function checkFlag(option, value) {
  if (typeof value !== "boolean") throw invalidOption(option, "must be true or false");
}
function checkTextMap(option, value) {
  checkObject(option, value);
  if (!Object.values(value).every((each) => typeof each === "string"))
    throw invalidOption(option, "must be an object of strings");
}
function checkTextList(option, value) {
  if (!Array.isArray(value) || value.some((each) => typeof each !== "string"))
    throw invalidOption(option, "must be a list of strings");
}
function checkSignal(option, value) {
  if (typeof Object(value).throwIfAborted !== "function") throw invalidOption(option, "must be an AbortSignal");
}
function checkFunction(option, value) {
  if (typeof value !== "function") throw invalidOption(option, "must be a function");
}
var unchecked = () => {
};
// @__NO_SIDE_EFFECTS__
function oneOf(known) {
  return (option, value) => {
    if (!known.includes(value)) throw invalidOption(option, `must be one of ${known.join(", ")}`);
  };
}
// @__NO_SIDE_EFFECTS__
function wholeNumber(least, most) {
  return (option, value) => {
    const isOne = typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
    if (!isOne) throw outOfRange(option, `must be an integer from ${least} to ${most}`);
  };
}

// packages/poolpass/src/errors/copy-error.ts
function copyError(error, retryAt = error.retryAt) {
  const copy = new PoolpassError(error.code, error.message, { cause: error.cause ?? error });
  const { stack, cause, ...said } = Object.getOwnPropertyDescriptors(error);
  Object.defineProperties(Object.setPrototypeOf(copy, Object.getPrototypeOf(error)), said);
  if (retryAt) copy.retryAt = new Date(retryAt);
  Error.captureStackTrace?.(copy, copyError);
  return copy;
}

export {
  PoolpassError,
  isPoolpassError,
  CognitoServiceError,
  NotSignedInError,
  SignedOutError,
  SessionExpiredError,
  OriginError,
  TokenError,
  SrpError,
  UnavailableError,
  invalidOption,
  outOfRange,
  refuseUnknownOptions,
  checkOptions,
  checkObject,
  checkText,
  checkAnyText,
  checkFlag,
  checkTextMap,
  checkTextList,
  checkSignal,
  checkFunction,
  unchecked,
  oneOf,
  wholeNumber,
  copyError
};
