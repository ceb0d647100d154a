import {
  secretParameters
} from "./core.js";
import {
  UnavailableError,
  isPoolpassError
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/sign-in/refresh-token-auth.ts
async function fallBack(client, options, call, cause) {
  try {
    return await refreshTokenAuth(client, options, call);
  } catch (error) {
    const isRefusedToo = isPoolpassError(error, "ERR_POOLPASS_CONFIGURATION");
    if (!isRefusedToo || cause.status === 400) throw error;
    const message = "GetTokensFromRefreshToken: the endpoint answers as if it did not know the operation; try again later";
    throw new UnavailableError("ERR_POOLPASS_UNAVAILABLE", message, { cause, retryable: true });
  }
}
async function refreshTokenAuth(client, options, call) {
  const input = {
    AuthFlow: "REFRESH_TOKEN_AUTH",
    ClientId: client.clientId,
    AuthParameters: {
      REFRESH_TOKEN: options.refreshToken,
      ...options.deviceKey !== void 0 && { DEVICE_KEY: options.deviceKey },
      ...await secretParameters(client, options.username)
    },
    ClientMetadata: options.clientMetadata
  };
  return client.call("InitiateAuth", input, { ...call, as: "REFRESH_TOKEN_AUTH" });
}
export {
  fallBack,
  refreshTokenAuth
};
