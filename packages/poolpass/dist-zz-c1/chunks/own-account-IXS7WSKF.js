import {
  confirmNewDevice
} from "./chunk-GGPH4J24.js";
import {
  fromWire
} from "./core.js";
import {
  deviceKeyOf
} from "./core.js";
import {
  checkDeviceStatus,
  checkMfaPreferences,
  mfaPreferenceInput,
  readDevice
} from "./chunk-TUPOKW2O.js";
import {
  associateSoftwareToken,
  beginMfaSetup,
  leftUnanswered,
  printWithout,
  verifySoftwareToken
} from "./core.js";
import {
  readChallenge,
  secretHash
} from "./core.js";
import {
  attributesToWire,
  checkAttributes,
  ownNames
} from "./core.js";
import {
  PoolpassError,
  checkFlag,
  checkOptions,
  checkSignal,
  checkText,
  checkTextList,
  checkTextMap,
  invalidOption,
  oneOf,
  unchecked,
  wholeNumber
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/account/cognito-user.ts
var CognitoUser = class {
  /** The real username, whatever alias the user signed in by. */
  username;
  /** Change them here, then {@link save}. Removing one, or setting it to '' or `undefined`, removes it at the pool. */
  attributes;
  /** The factor that is asked for first, e.g. `SOFTWARE_TOKEN_MFA`. */
  preferredMfa;
  /** The second factors that are on. */
  mfaMethods;
  #access;
  #saved;
  /** @internal */
  constructor(profile, access) {
    this.username = profile.username;
    this.attributes = { ...profile.attributes };
    this.preferredMfa = profile.preferredMfa;
    this.mfaMethods = profile.mfaMethods;
    this.#access = access;
    this.#saved = { ...profile.attributes };
  }
  /** The user's id, for life. */
  get sub() {
    return this.#own("sub");
  }
  /** Whether the pool knows that the e-mail address is the user's. False where it does not tell. */
  get emailVerified() {
    return this.#own("email_verified") === true;
  }
  /** Whether the pool knows that the phone number is the user's. False where it does not tell. */
  get phoneNumberVerified() {
    return this.#own("phone_number_verified") === true;
  }
  /**
   * Sends what has changed since the profile was read or saved, and nothing if nothing has. A changed e-mail address or
   * phone number is followed by a look at what the pool made of it. If that fails, `save` does not: then the contact counts
   * as not verified until the profile is read again.
   *
   * @param options.clientMetadata Handed to the pool's Lambda triggers. Not a place for secrets.
   * @returns Where codes went, by which changed contacts are to be verified.
   * @throws {CognitoServiceError} When the pool refuses a change. Then it has made none of them.
   */
  async save(options = {}) {
    checkOptions(options, { clientMetadata: checkTextMap });
    const wanted = { ...this.attributes };
    const names = [.../* @__PURE__ */ new Set([...Object.keys(this.#saved), ...Object.keys(wanted)])];
    const changed = names.filter((name) => text(wanted[name]) !== text(this.#saved[name]));
    if (changed.length === 0) return [];
    const changes = Object.fromEntries(changed.map((name) => [name, wanted[name] ?? ""]));
    const deliveries = await this.#access.update(changes, options.clientMetadata);
    this.#saved = wanted;
    const contacts = ["email", "phone_number"].filter((name) => changed.includes(this.#ownName(name)));
    if (contacts.length > 0) await this.#look(contacts, wanted);
    return deliveries;
  }
  /** Deletes the user, and with that ends the session that it was read by. */
  async delete() {
    await this.#access.delete();
  }
  #ownName(name) {
    return ownNames(this.#access.attributeMap)(name);
  }
  #own(name) {
    return this.attributes[this.#ownName(name)];
  }
  /** The pool has taken the change: a look that fails makes it no failure, and whether a contact is verified is not known. */
  async #look(contacts, sent) {
    const unknown = Object.fromEntries(contacts.map((name) => [this.#ownName(`${name}_verified`), void 0]));
    const found = await this.#access.load().catch(() => ({ attributes: { ...sent, ...unknown } }));
    const own = this.attributes;
    for (const name of Object.keys({ ...own, ...found.attributes })) {
      if (text(own[name]) !== text(sent[name])) continue;
      delete own[name];
      if (found.attributes[name] !== void 0) own[name] = found.attributes[name];
    }
    this.#saved = { ...found.attributes };
  }
};
var text = (value) => String(value ?? "");

// packages/poolpass/src/account/devices.ts
async function updateDeviceStatus(client, accessToken, deviceKey, status) {
  await client.call("UpdateDeviceStatus", {
    AccessToken: accessToken,
    DeviceKey: deviceKey,
    DeviceRememberedStatus: status
  });
}
async function forgetDevice(client, accessToken, deviceKey) {
  await client.call("ForgetDevice", { AccessToken: accessToken, DeviceKey: deviceKey });
}
async function getDevice(client, accessToken, deviceKey) {
  const output = await client.call("GetDevice", { AccessToken: accessToken, DeviceKey: deviceKey });
  return readDevice(output.Device ?? { DeviceKey: deviceKey });
}
async function listDevices(client, accessToken, options = {}) {
  const { limit, paginationToken } = options;
  const input = { AccessToken: accessToken, Limit: limit, PaginationToken: paginationToken };
  const { Devices = [], PaginationToken } = await client.call("ListDevices", input);
  return { devices: Devices.map(readDevice), paginationToken: PaginationToken };
}

// packages/poolpass/src/account/public-request.ts
async function naming(client, username) {
  checkText("username", username);
  const { clientId } = client;
  const secret = await client.clientSecret();
  const SecretHash = secret === void 0 ? void 0 : await secretHash(username, clientId, secret);
  return { ClientId: clientId, Username: username, SecretHash };
}
function readDelivery(details) {
  const { Destination = "", DeliveryMedium, AttributeName = "" } = details;
  return { destination: Destination, medium: DeliveryMedium === "SMS" ? "SMS" : "EMAIL", attribute: AttributeName };
}
async function requestCode(client, operation, username, { clientMetadata, signal }) {
  const input = { ...await naming(client, username), ClientMetadata: clientMetadata };
  const { CodeDeliveryDetails = {} } = await client.call(operation, input, { signal });
  return readDelivery(CodeDeliveryDetails);
}

// packages/poolpass/src/account/password.ts
var forgotPassword = (client, username, options = {}) => requestCode(client, "ForgotPassword", username, options);
async function confirmForgotPassword(client, username, code, newPassword, { clientMetadata, signal } = {}) {
  checkText("code", code);
  checkText("newPassword", newPassword);
  const named = await naming(client, username);
  const input = { ...named, ConfirmationCode: code, Password: newPassword, ClientMetadata: clientMetadata };
  await client.call("ConfirmForgotPassword", input, { signal });
}
async function changePassword(client, accessToken, previousPassword, proposedPassword) {
  await client.call("ChangePassword", {
    AccessToken: accessToken,
    PreviousPassword: previousPassword,
    ProposedPassword: proposedPassword
  });
}

// packages/poolpass/src/account/profile.ts
async function getUser(client, accessToken, { attributeMap } = {}) {
  const output = await client.call("GetUser", { AccessToken: accessToken });
  return {
    username: output.Username ?? "",
    attributes: fromWire(output.UserAttributes, attributeMap),
    preferredMfa: output.PreferredMfaSetting,
    mfaMethods: output.UserMFASettingList ?? []
  };
}
async function updateProfile(client, accessToken, attributes, { attributeMap, clientMetadata } = {}) {
  const UserAttributes = attributesToWire(attributes, attributeMap);
  const input = { AccessToken: accessToken, UserAttributes, ClientMetadata: clientMetadata };
  const { CodeDeliveryDetailsList = [] } = await client.call("UpdateUserAttributes", input);
  return CodeDeliveryDetailsList.map(readDelivery);
}
async function deleteAttributes(client, accessToken, names) {
  await client.call("DeleteUserAttributes", { AccessToken: accessToken, UserAttributeNames: [...names] });
}
async function sendVerification(client, accessToken, attribute, { clientMetadata } = {}) {
  const input = { AccessToken: accessToken, AttributeName: attribute, ClientMetadata: clientMetadata };
  const { CodeDeliveryDetails = {} } = await client.call("GetUserAttributeVerificationCode", input);
  return readDelivery(CodeDeliveryDetails);
}
async function validateVerification(client, accessToken, code, attribute) {
  await client.call("VerifyUserAttribute", { AccessToken: accessToken, AttributeName: attribute, Code: code });
}
async function deleteUser(client, accessToken) {
  await client.call("DeleteUser", { AccessToken: accessToken });
}

// packages/poolpass/src/account/sign-up.ts
async function signUp(client, username, options) {
  const { password, attributes = {}, attributeMap, validationData, clientMetadata, signal } = options;
  checkText("password", password);
  const input = {
    ...await naming(client, username),
    Password: password,
    UserAttributes: attributesToWire(attributes, attributeMap),
    ValidationData: validationData && attributesToWire(validationData),
    ClientMetadata: clientMetadata
  };
  const output = await client.call("SignUp", input, { signal });
  const registration = {
    sub: output.UserSub ?? "",
    isConfirmed: output.UserConfirmed === true,
    codeDelivery: output.CodeDeliveryDetails && readDelivery(output.CodeDeliveryDetails),
    session: output.Session
  };
  return printWithout(registration, "session");
}
async function confirmSignUp(client, username, code, options = {}) {
  const { session, forceAliasCreation, clientMetadata, signal } = options;
  checkText("code", code);
  const input = {
    ...await naming(client, username),
    ConfirmationCode: code,
    ForceAliasCreation: forceAliasCreation,
    Session: session,
    ClientMetadata: clientMetadata
  };
  const { Session } = await client.call("ConfirmSignUp", input, { signal });
  return Session;
}
var resendConfirmationCode = (client, username, options = {}) => requestCode(client, "ResendConfirmationCode", username, options);

// packages/poolpass/src/account/software-token.ts
async function associateSoftwareToken2(client, accessToken, label) {
  const { secret, otpauthUri } = await associateSoftwareToken(client, { accessToken }, label);
  return printWithout({ secret, otpauthUri }, "secret", "otpauthUri");
}
async function verifySoftwareToken2(client, accessToken, code, options = {}) {
  await verifySoftwareToken(client, { accessToken }, code, options.deviceName);
}
async function setUserMfaPreference(client, accessToken, preferences) {
  await client.call("SetUserMFAPreference", { AccessToken: accessToken, ...mfaPreferenceInput(preferences) });
}

// packages/poolpass/src/session/own-account.ts
var PUBLIC = { username: checkText, clientMetadata: checkTextMap, signal: checkSignal };
var SIGN_UP = { ...PUBLIC, password: checkText, attributes: unchecked, attributeMap: checkTextMap };
var REGISTRATION = { sub: unchecked, isConfirmed: unchecked, codeDelivery: unchecked };
var CONFIRM_SIGN_UP = { ...PUBLIC, ...REGISTRATION, session: checkText, forceAliasCreation: checkFlag };
var CONFIRM_FORGOT_PASSWORD = { ...PUBLIC, code: checkText, newPassword: checkText };
var LABEL = { issuer: checkText, account: checkText, challenge: unchecked };
var checkAttribute = oneOf(["email", "phone_number"]);
var DEVICE_KEY = { deviceKey: checkText };
var DEVICE_NAME = { deviceName: checkText };
function nameOf({ username }, given) {
  const name = given ?? username;
  if (name === void 0) throw invalidOption("username", "is needed: this session has none of its own");
  return name;
}
async function register(session, given) {
  checkOptions(given, { ...SIGN_UP, validationData: checkTextMap });
  const { username, ...options } = given;
  return signUp(session.pool.client, nameOf(session, username), options);
}
async function confirmSignUp2(session, code, given) {
  checkOptions(given, CONFIRM_SIGN_UP);
  const { username, ...options } = given;
  return confirmSignUp(session.pool.client, nameOf(session, username), code, options);
}
async function resendConfirmationCode2(session, given) {
  checkOptions(given, PUBLIC);
  const { username, ...options } = given;
  return resendConfirmationCode(session.pool.client, nameOf(session, username), options);
}
async function initiateForgotPassword(session, given) {
  checkOptions(given, PUBLIC);
  const { username, ...options } = given;
  return forgotPassword(session.pool.client, nameOf(session, username), options);
}
async function confirmForgotPassword2(session, given) {
  checkOptions(given, CONFIRM_FORGOT_PASSWORD);
  const { username, code, newPassword, ...options } = given;
  const name = nameOf(session, username);
  await confirmForgotPassword(session.pool.client, name, code, newPassword, options);
  await session.signIns.passwordChanged(name, newPassword);
}
async function changePassword2(session, options) {
  checkOptions(options, { previousPassword: checkText, proposedPassword: checkText });
  const { previousPassword, proposedPassword } = options;
  checkText("previousPassword", previousPassword);
  checkText("proposedPassword", proposedPassword);
  const { client } = session.pool;
  await changePassword(client, await tokenOf(session), previousPassword, proposedPassword);
  const storedAs = session.held?.storedAs;
  if (storedAs !== void 0) await session.signIns.passwordChanged(storedAs, proposedPassword);
}
async function getUser2(session, options) {
  checkOptions(options, { attributeMap: checkTextMap });
  const { attributeMap } = options;
  const { client } = session.pool;
  const load = async () => getUser(client, await tokenOf(session), { attributeMap });
  return new CognitoUser(await load(), {
    attributeMap: attributeMap ?? {},
    load,
    update: (changes, clientMetadata) => updateProfile2(session, changes, { attributeMap, clientMetadata }),
    delete: () => deleteUser2(session)
  });
}
async function updateProfile2(session, attributes, options) {
  checkOptions(options, { attributeMap: checkTextMap, clientMetadata: checkTextMap });
  checkAttributes("attributes", attributes);
  return updateProfile(session.pool.client, await tokenOf(session), attributes, options);
}
async function deleteAttributes2(session, names) {
  checkTextList("names", names);
  if (names.length === 0) throw invalidOption("names", "must hold at least one name");
  await deleteAttributes(session.pool.client, await tokenOf(session), names);
}
async function sendVerification2(session, attribute, options) {
  checkAttribute("attribute", attribute);
  checkOptions(options, { clientMetadata: checkTextMap });
  return sendVerification(session.pool.client, await tokenOf(session), attribute, options);
}
async function validateVerification2(session, code, attribute) {
  checkText("code", code);
  checkAttribute("attribute", attribute);
  await validateVerification(session.pool.client, await tokenOf(session), code, attribute);
}
async function deleteUser2(session) {
  await deleteUser(session.pool.client, await tokenOf(session));
  await session.userDeleted();
}
var tokenOf = (session) => session.token("access_token");
async function associateSoftwareToken3(session, options) {
  checkOptions(options, LABEL);
  const { client } = session.pool;
  if (options.challenge !== void 0) {
    const json = readChallenge(options.challenge, client.userPoolId, client.clientId);
    const setup = await beginMfaSetup(client, json, options);
    const isOfLastSignIn = session.refusals.pending?.toJSON().session === json.session;
    if (isOfLastSignIn) session.refusals.amend(leftUnanswered(setup.challenge.toJSON(), void 0, true));
    return setup;
  }
  const { issuer = client.userPoolId, account: name = session.username ?? "" } = options;
  return associateSoftwareToken2(client, await tokenOf(session), { issuer, account: name });
}
async function verifySoftwareToken3(session, code, options) {
  checkText("code", code);
  checkOptions(options, DEVICE_NAME);
  await verifySoftwareToken2(session.pool.client, await tokenOf(session), code, options);
}
async function setUserMfaPreference2(session, preferences) {
  checkMfaPreferences(preferences);
  await setUserMfaPreference(session.pool.client, await tokenOf(session), preferences);
}
async function confirmDevice(session, options) {
  checkOptions(options, DEVICE_NAME);
  const accessToken = await tokenOf(session);
  const { newDevice } = session.held ?? {};
  if (!newDevice) throw new PoolpassError("ERR_POOLPASS_DEVICE_UNKNOWN", "there is no new device to confirm");
  const confirmed = await confirmNewDevice(session.pool.client, accessToken, newDevice, options.deviceName);
  const { userConfirmationNecessary: _, ...device } = confirmed;
  if (session.held) await session.holding.keepDevice(session.held, device);
  return printWithout(confirmed, "devicePassword");
}
async function updateDeviceStatus2(session, status, which) {
  checkDeviceStatus(status);
  checkOptions(which, DEVICE_KEY);
  const accessToken = await tokenOf(session);
  await updateDeviceStatus(session.pool.client, accessToken, keyOf(session, which), status);
}
async function forgetDevice2(session, which) {
  checkOptions(which, DEVICE_KEY);
  const accessToken = await tokenOf(session);
  const deviceKey = keyOf(session, which);
  await forgetDevice(session.pool.client, accessToken, deviceKey);
  const { held } = session;
  if (!held || deviceKeyOf(held) !== deviceKey) return;
  await session.holding.signer.forget(held.storedAs, deviceKey);
  await session.holding.change(held, { device: void 0, newDevice: void 0 });
}
async function getDevice2(session, which) {
  checkOptions(which, DEVICE_KEY);
  const accessToken = await tokenOf(session);
  return getDevice(session.pool.client, accessToken, keyOf(session, which));
}
async function listDevices2(session, options) {
  checkOptions(options, { limit: wholeNumber(0, 60), paginationToken: checkText });
  return listDevices(session.pool.client, await tokenOf(session), options);
}
function keyOf({ held }, { deviceKey }) {
  const key = deviceKey ?? (held && deviceKeyOf(held));
  if (key) return key;
  throw invalidOption("deviceKey", "is needed: this session has no device of its own");
}
export {
  associateSoftwareToken3 as associateSoftwareToken,
  changePassword2 as changePassword,
  confirmDevice,
  confirmForgotPassword2 as confirmForgotPassword,
  confirmSignUp2 as confirmSignUp,
  deleteAttributes2 as deleteAttributes,
  deleteUser2 as deleteUser,
  forgetDevice2 as forgetDevice,
  getDevice2 as getDevice,
  getUser2 as getUser,
  initiateForgotPassword,
  listDevices2 as listDevices,
  register,
  resendConfirmationCode2 as resendConfirmationCode,
  sendVerification2 as sendVerification,
  setUserMfaPreference2 as setUserMfaPreference,
  updateDeviceStatus2 as updateDeviceStatus,
  updateProfile2 as updateProfile,
  validateVerification2 as validateVerification,
  verifySoftwareToken3 as verifySoftwareToken
};
