import {
  checkOptions,
  invalidOption
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/sign-in/known-device.ts
function readDevice(device) {
  const named = (device.DeviceAttributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value]);
  return {
    deviceKey: device.DeviceKey ?? "",
    attributes: Object.fromEntries(named),
    createdAt: dateOf(device.DeviceCreateDate),
    lastModifiedAt: dateOf(device.DeviceLastModifiedDate),
    lastAuthenticatedAt: dateOf(device.DeviceLastAuthenticatedDate)
  };
}
var dateOf = (time) => typeof time === "number" ? new Date(time * 1e3) : time;
function checkDeviceStatus(status) {
  if (status !== "remembered" && status !== "not_remembered") {
    throw invalidOption("status", "must be 'remembered' or 'not_remembered'");
  }
}

// packages/poolpass/src/sign-in/mfa-preferences.ts
function checkMfaPreferences(preferences) {
  checkOptions(preferences, { sms: checkOne, softwareToken: checkOne, email: checkOne }, "preferences");
  const { sms, softwareToken, email } = preferences;
  if ([sms, softwareToken, email].filter((preference) => preference === "preferred").length > 1) {
    throw invalidOption("preferences", "must not have more than one factor that is preferred");
  }
}
var checkOne = (option, preference) => {
  if (typeof preference !== "boolean" && preference !== "preferred") {
    throw invalidOption(option, "must be true, false or 'preferred'");
  }
};
function mfaPreferenceInput(preferences) {
  checkMfaPreferences(preferences);
  const { sms, softwareToken, email } = preferences;
  return {
    SMSMfaSettings: settings(sms),
    SoftwareTokenMfaSettings: settings(softwareToken),
    EmailMfaSettings: settings(email)
  };
}
function settings(preference) {
  if (preference === void 0) return void 0;
  return { Enabled: preference !== false, PreferredMfa: preference === "preferred" };
}

export {
  readDevice,
  checkDeviceStatus,
  checkMfaPreferences,
  mfaPreferenceInput
};
