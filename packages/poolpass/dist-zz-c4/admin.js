import {
  checkDeviceStatus,
  mfaPreferenceInput,
  readDevice
} from "./chunks/chunk-TUPOKW2O.js";
import {
  checkHandlers
} from "./chunks/core.js";
import {
  checkClock,
  checkSecretSource,
  createAppClient
} from "./chunks/core.js";
import {
  allSteps,
  answerByHandlers,
  checkPassword,
  printWithout,
  respondToChallenge
} from "./chunks/core.js";
import {
  newFlow,
  startFlow
} from "./chunks/core.js";
import {
  ServiceClock,
  attributesToWire,
  checkAttributes,
  classify,
  onAbort,
  ownNames,
  parseUserPoolId,
  raceSignal,
  scrub,
  scrubError,
  systemClock
} from "./chunks/core.js";
import {
  CognitoServiceError,
  PoolpassError,
  UnavailableError,
  checkAnyText,
  checkFlag,
  checkFunction,
  checkObject,
  checkOptions,
  checkSignal,
  checkText,
  checkTextList,
  checkTextMap,
  invalidOption,
  isPoolpassError,
  oneOf,
  outOfRange,
  unchecked,
  wholeNumber
} from "./chunks/chunk-TZDYBQAD.js";

// packages/poolpass/src/admin/merge.ts
var isMap = (value) => typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
function merge(current, changes) {
  const merged = new Map(Object.entries(current));
  for (const [name, value] of Object.entries(changes)) {
    const before = merged.get(name);
    if (value !== void 0) merged.set(name, isMap(value) ? merge(isMap(before) ? before : {}, value) : value);
  }
  return Object.fromEntries([...merged].filter(([, value]) => value !== void 0 && value !== null));
}
var MOST_TRIES = 3;
async function readMergeWrite(attempt) {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const isOvertaken = error instanceof CognitoServiceError && error.name === "ConcurrentModificationException";
      if (!isOvertaken || tries >= MOST_TRIES) throw error;
    }
  }
}
var Lanes = class {
  #ends = /* @__PURE__ */ new Map();
  async run(lane, work) {
    const before = this.#ends.get(lane);
    const mine = (before ?? Promise.resolve()).then(work);
    const end = mine.catch(() => {
    });
    this.#ends.set(lane, end);
    try {
      return await mine;
    } finally {
      if (this.#ends.get(lane) === end) this.#ends.delete(lane);
    }
  }
};

// packages/poolpass/src/admin/pages.ts
var LARGEST_PAGE = 60;
var LIST_OPTIONS = { pageSize: wholeNumber(1, LARGEST_PAGE), signal: checkSignal };
function pageSizeOf(options) {
  checkOptions(options, LIST_OPTIONS);
  return options.pageSize ?? LARGEST_PAGE;
}
async function* everyItem(read) {
  let token;
  do {
    const page = await read(token);
    yield* page.items;
    token = page.next;
  } while (token !== void 0);
}

// packages/poolpass/src/admin/text.ts
function checkText2(option, value) {
  checkText(option, value);
  return value;
}

// packages/poolpass/src/admin/app-clients.ts
async function createUserPoolClient(service, settings) {
  checkObject("settings", settings);
  checkText2("ClientName", settings.ClientName);
  const { UserPoolClient = {} } = await service.call("CreateUserPoolClient", settings);
  return UserPoolClient;
}
async function describeUserPoolClient(service, clientId) {
  const input = { ClientId: checkText2("clientId", clientId) };
  const { UserPoolClient = {} } = await service.call("DescribeUserPoolClient", input);
  return UserPoolClient;
}
function updateUserPoolClient(service, clientId, changes) {
  checkObject("changes", changes);
  return readMergeWrite(async () => {
    const current = await describeUserPoolClient(service, clientId);
    const { ClientSecret: _secret, CreationDate: _created, LastModifiedDate: _modified, ...settings } = current;
    const input = { ...merge(settings, changes), ClientId: clientId, UserPoolId: service.userPoolId };
    const { UserPoolClient = {} } = await service.call("UpdateUserPoolClient", input);
    return UserPoolClient;
  });
}
async function deleteUserPoolClient(service, clientId) {
  await service.call("DeleteUserPoolClient", { ClientId: checkText2("clientId", clientId) });
}
var readSummary = ({ ClientId = "", ClientName = "" }) => ({
  clientId: ClientId,
  clientName: ClientName
});
function listUserPoolClients(service, options = {}) {
  const MaxResults = pageSizeOf(options);
  return everyItem(async (token) => {
    const output = await service.call("ListUserPoolClients", { MaxResults, NextToken: token }, options);
    return { items: (output.UserPoolClients ?? []).map(readSummary), next: output.NextToken };
  });
}

// packages/poolpass/src/admin/authenticate.ts
var checkDevice = (option, device) => {
  checkObject(option, device);
  const { deviceKey, deviceGroupKey, devicePassword } = device;
  checkText2(`${option}.deviceKey`, deviceKey);
  checkText2(`${option}.deviceGroupKey`, deviceGroupKey);
  checkText2(`${option}.devicePassword`, devicePassword);
};
var RESPOND_OPTIONS = {
  clientId: checkText2,
  clientSecret: checkSecretSource,
  challenges: (_, handlers) => void checkHandlers(handlers),
  clientMetadata: checkTextMap,
  device: checkDevice,
  signal: checkSignal
};
var AUTHENTICATE_OPTIONS = {
  username: checkText2,
  password: checkText2,
  ...RESPOND_OPTIONS
};
var ADMIN_NAMES = {
  InitiateAuth: "AdminInitiateAuth",
  RespondToAuthChallenge: "AdminRespondToAuthChallenge"
};
function choose(ours, { clientId = ours.clientId, clientSecret }) {
  return { clientId, clientSecret: clientSecret ?? (clientId === ours.clientId ? ours.clientSecret : void 0) };
}
function adminClient(service, { clientId, clientSecret }) {
  if (clientId === void 0) throw invalidOption("clientId", "is needed, here or in the constructor");
  const { userPoolId, clock, serviceClock } = service;
  const call = (operation, given, options = {}) => {
    const adminName = ADMIN_NAMES[operation];
    const input = adminName === void 0 ? given : { UserPoolId: userPoolId, ...given };
    const as = options.as ?? operation;
    return service.send(adminName ?? operation, input, { ...options, as });
  };
  return { ...createAppClient({ userPoolId, clientId, clientSecret, clock }), serviceClock, call };
}
function flowOptions({ challenges, clientMetadata, device, signal }) {
  const asking = { handlers: checkHandlers(challenges), signal: signal ?? new AbortController().signal };
  return {
    clientMetadata,
    device,
    signal,
    onChallenge: (flow, challenge) => answerByHandlers(flow, challenge, asking)
  };
}
async function authenticate(service, client, options) {
  checkOptions(options, AUTHENTICATE_OPTIONS);
  const { username, password } = options;
  checkPassword(password);
  const flow = newFlow(adminClient(service, choose(client, options)), username, allSteps, flowOptions(options));
  flow.password = password;
  const result = await startFlow(flow, "ADMIN_USER_PASSWORD_AUTH", () => ({ PASSWORD: flow.password ?? password }));
  return printWithout(result, "tokens", "device");
}
async function respond(service, client, challenge, answer, options = {}) {
  checkOptions(options, RESPOND_OPTIONS);
  const appClient = adminClient(service, choose(client, options));
  return printWithout(await respondToChallenge(appClient, challenge, answer, flowOptions(options)), "tokens", "device");
}

// packages/poolpass/src/admin/groups.ts
var checkPrecedence = wholeNumber(0, 2 ** 31 - 1);
var SETTINGS = { description: checkAnyText, roleArn: checkText2, precedence: checkPrecedence };
function readGroup(group = {}) {
  return {
    groupName: group.GroupName ?? "",
    description: group.Description,
    roleArn: group.RoleArn,
    precedence: group.Precedence,
    createdAt: group.CreationDate,
    lastModifiedAt: group.LastModifiedDate
  };
}
function toWire(groupName, { description, roleArn, precedence }) {
  const GroupName = checkText2("groupName", groupName);
  return { GroupName, Description: description, RoleArn: roleArn, Precedence: precedence };
}
async function createGroup(service, groupName, settings) {
  checkOptions(settings, SETTINGS, "settings");
  const { Group } = await service.call("CreateGroup", toWire(groupName, settings));
  return readGroup(Group);
}
async function getGroup(service, groupName) {
  const { Group } = await service.call("GetGroup", { GroupName: checkText2("groupName", groupName) });
  return readGroup(Group);
}
async function updateGroup(service, groupName, changes) {
  checkOptions(changes, SETTINGS, "changes");
  const { description, roleArn, precedence } = await getGroup(service, groupName);
  const merged = {
    description: changes.description ?? description,
    roleArn: changes.roleArn ?? roleArn,
    precedence: changes.precedence ?? precedence
  };
  const { Group } = await service.call("UpdateGroup", toWire(groupName, merged));
  return readGroup(Group);
}
async function deleteGroup(service, groupName) {
  await service.call("DeleteGroup", { GroupName: checkText2("groupName", groupName) });
}
function listGroups(service, options = {}) {
  const Limit = pageSizeOf(options);
  return everyItem(async (token) => {
    const { Groups = [], NextToken } = await service.call("ListGroups", { Limit, NextToken: token }, options);
    return { items: Groups.map(readGroup), next: NextToken };
  });
}
function groupsForUser(service, username, options = {}, send = {}) {
  const input = { Username: checkText2("username", username), Limit: pageSizeOf(options) };
  return everyItem(async (token) => {
    const call = { ...send, signal: options.signal };
    const output = await service.call("AdminListGroupsForUser", { ...input, NextToken: token }, call);
    return { items: (output.Groups ?? []).map(readGroup), next: output.NextToken };
  });
}
async function changeMembership(service, operation, username, groupName, send) {
  const input = { Username: checkText2("username", username), GroupName: checkText2("groupName", groupName) };
  await service.call(operation, input, send);
}

// packages/poolpass/src/admin/attributes.ts
function fromWire(attributes = [], attributeMap) {
  const ownName = ownNames(attributeMap);
  return Object.fromEntries(attributes.map(({ Name = "", Value = "" }) => [ownName(Name), Value]));
}

// packages/poolpass/src/admin/users.ts
var checkMedium = oneOf(["SMS", "EMAIL"]);
var CREATE_OPTIONS = {
  username: checkText2,
  attributes: checkAttributes,
  attributeMap: checkTextMap,
  temporaryPassword: checkText2,
  invitation: oneOf(["none", "resend"]),
  deliveryMediums(option, mediums) {
    checkTextList(option, mediums);
    for (const medium of mediums) checkMedium(option, medium);
  },
  forceAliasCreation: checkFlag,
  validationData: checkAttributes,
  clientMetadata: checkTextMap
};
var MESSAGE_ACTIONS = { none: "SUPPRESS", resend: "RESEND" };
async function createUser(service, options, send) {
  checkOptions(options, CREATE_OPTIONS);
  const { invitation, attributes = {}, attributeMap, validationData, deliveryMediums } = options;
  const input = {
    Username: checkText2("username", options.username),
    UserAttributes: attributesToWire(attributes, attributeMap),
    TemporaryPassword: options.temporaryPassword,
    MessageAction: invitation && MESSAGE_ACTIONS[invitation],
    DesiredDeliveryMediums: deliveryMediums && [...deliveryMediums],
    ForceAliasCreation: options.forceAliasCreation,
    ValidationData: validationData && attributesToWire(validationData),
    ClientMetadata: options.clientMetadata
  };
  const { User = {} } = await service.call("AdminCreateUser", input, send);
  return readUser(User, attributeMap);
}
var READ_OPTIONS = { attributeMap: checkTextMap };
async function getUser(service, username, options = {}, send) {
  checkOptions(options, READ_OPTIONS);
  const { attributeMap } = options;
  const output = await service.call("AdminGetUser", { Username: checkText2("username", username) }, send);
  return {
    ...readUser({ ...output, Attributes: output.UserAttributes }, attributeMap),
    mfa: output.UserMFASettingList ?? [],
    preferredMfa: output.PreferredMfaSetting
  };
}
function readUser(user, attributeMap) {
  return {
    username: user.Username ?? "",
    sub: user.Attributes?.find(({ Name }) => Name === "sub")?.Value,
    attributes: fromWire(user.Attributes, attributeMap),
    status: user.UserStatus ?? "UNKNOWN",
    enabled: user.Enabled ?? true,
    createdAt: user.UserCreateDate,
    lastModifiedAt: user.UserLastModifiedDate
  };
}
var METADATA_OPTIONS = { clientMetadata: checkTextMap };
var UPDATE_OPTIONS = { ...METADATA_OPTIONS, attributeMap: checkTextMap };
async function updateUser(service, username, attributes, options = {}) {
  checkOptions(options, UPDATE_OPTIONS);
  await service.call("AdminUpdateUserAttributes", {
    Username: checkText2("username", username),
    UserAttributes: attributesToWire(attributes, options.attributeMap),
    ClientMetadata: options.clientMetadata
  });
}
async function deleteUserAttributes(service, username, names) {
  checkTextList("names", names);
  const input = { Username: checkText2("username", username), UserAttributeNames: [...names] };
  await service.call("AdminDeleteUserAttributes", input);
}
async function setPassword(service, username, password, options = {}, send) {
  checkOptions(options, { temporary: checkFlag });
  const input = {
    Username: checkText2("username", username),
    Password: checkText2("password", password),
    Permanent: !options.temporary
  };
  await service.call("AdminSetUserPassword", input, send);
}
async function act(service, operation, username, send) {
  await service.call(operation, { Username: checkText2("username", username) }, send);
}
async function actWithMetadata(service, operation, username, options = {}) {
  checkOptions(options, METADATA_OPTIONS);
  const input = { Username: checkText2("username", username), ClientMetadata: options.clientMetadata };
  await service.call(operation, input);
}

// packages/poolpass/src/admin/list-users.ts
var checkFilter = (option, filter) => {
  if (typeof filter !== "string") throw invalidOption(option, "must be what `equals` or `startsWith` returned");
};
var USERS_OPTIONS = {
  ...LIST_OPTIONS,
  filter: checkFilter,
  attributes: checkTextList,
  attributeMap: checkTextMap
};
function listUsers(service, options = {}, send = {}) {
  checkOptions(options, USERS_OPTIONS);
  const { filter, attributes, attributeMap, signal, pageSize } = options;
  const Limit = pageSizeOf({ pageSize });
  const input = { Filter: filter, AttributesToGet: attributes && [...attributes], Limit };
  return everyItem(async (token) => {
    const call = { ...send, signal };
    const { Users = [], PaginationToken } = await service.call("ListUsers", { ...input, PaginationToken: token }, call);
    return { items: Users.map((user) => readUser(user, attributeMap)), next: PaginationToken };
  });
}
function usersInGroup(service, groupName, options = {}) {
  const input = { GroupName: checkText2("groupName", groupName), Limit: pageSizeOf(options) };
  return everyItem(async (token) => {
    const { Users = [], NextToken } = await service.call("ListUsersInGroup", { ...input, NextToken: token }, options);
    return { items: Users.map((user) => readUser(user)), next: NextToken };
  });
}

// packages/poolpass/src/admin/bulk/pace.ts
var Pace = class {
  #clock;
  #intervalMs;
  #nextAtMs = Number.NEGATIVE_INFINITY;
  #queue = Promise.resolve();
  /** @param perSecond Above 0; `Infinity` holds nobody up. */
  constructor(clock, perSecond) {
    this.#clock = clock;
    this.#intervalMs = Math.ceil(1e6 / perSecond) / 1e3;
  }
  /** @throws The signal's reason. */
  turn(signal) {
    if (this.#intervalMs === 0) return Promise.resolve();
    const turn = this.#queue.then(() => this.#wait(signal));
    this.#queue = turn.catch(() => {
    });
    return turn;
  }
  async #wait(signal) {
    signal?.throwIfAborted();
    for (; ; ) {
      const nowMs = this.#clock.monotonicMs();
      if (nowMs >= this.#nextAtMs) break;
      await this.#clock.sleep(this.#nextAtMs - nowMs, signal);
    }
    this.#nextAtMs = this.#clock.monotonicMs() + this.#intervalMs;
  }
};

// packages/poolpass/src/admin/bulk/quotas.ts
var QUOTAS = {
  UserCreation: 50,
  UserAccountRecovery: 30,
  UserUpdate: 25,
  UserRead: 120,
  UserList: 30,
  UserResourceRead: 50
};
var CATEGORY_OF = {
  AdminCreateUser: "UserCreation",
  AdminSetUserPassword: "UserAccountRecovery",
  AdminAddUserToGroup: "UserUpdate",
  AdminDisableUser: "UserUpdate",
  AdminGetUser: "UserRead",
  ListUsers: "UserList",
  AdminListGroupsForUser: "UserResourceRead"
};
var isMap2 = (rates) => typeof rates === "object" && rates !== null && !Array.isArray(rates);
function createPaces(clock, requestsPerSecond = {}) {
  const given = isMap2(requestsPerSecond) ? requestsPerSecond : {};
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(QUOTAS, name));
  if (unknown !== void 0) throw outOfRange("requestsPerSecond", "must name categories of the service only");
  const paces = /* @__PURE__ */ new Map();
  for (const name of Object.keys(QUOTAS)) {
    const rate = isMap2(requestsPerSecond) ? given[name] ?? QUOTAS[name] : requestsPerSecond;
    if (typeof rate !== "number" || !(rate > 0)) throw outOfRange("requestsPerSecond", "must be numbers above 0");
    paces.set(name, new Pace(clock, rate));
  }
  return (operation, signal) => ({
    signal,
    beforeAttempt: async () => paces.get(CATEGORY_OF[operation])?.turn(signal)
  });
}

// packages/poolpass/src/admin/bulk/export-users.ts
var OPTIONS = {
  filter: unchecked,
  groups: checkFlag,
  requestsPerSecond: unchecked,
  signal: checkSignal
};
var AT_ONCE = 20;
async function groupNames(service, user, pace, signal) {
  const names = [];
  const send = pace("AdminListGroupsForUser", signal);
  for await (const { groupName } of groupsForUser(service, user.username, { signal }, send)) names.push(groupName);
  return names;
}
function askForNaming(service, signal) {
  let asked;
  const ask = async () => {
    const { UserPool } = await service.call("DescribeUserPool", {}, { signal });
    return UserPool?.UsernameAttributes ?? [];
  };
  return () => {
    asked ??= ask();
    return asked;
  };
}
async function exported(user, groups, naming) {
  const { sub, ...attributes } = user.attributes;
  const { username, enabled, status } = user;
  const by = username === sub ? await naming() : [];
  const address = ["email", "phone_number"].filter((name) => by.includes(name)).map((name) => attributes[name]);
  return { username: address.find(Boolean) ?? username, attributes, groups, enabled, sub, status };
}
async function* inGroupsOf(items, size) {
  let group = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  yield group;
}
function exportUsers(service, options = {}) {
  checkOptions(options, OPTIONS);
  const { filter, groups = true, signal } = options;
  const pace = createPaces(service.clock, options.requestsPerSecond);
  const users = listUsers(service, { filter, signal }, pace("ListUsers", signal));
  const naming = askForNaming(service, signal);
  if (!groups) return withoutGroups(users, (user) => exported(user, [], naming));
  return withGroups(users, async (user) => exported(user, await groupNames(service, user, pace, signal), naming));
}
async function* withoutGroups(users, complete) {
  for await (const user of users) yield await complete(user);
}
async function* withGroups(users, complete) {
  for await (const some of inGroupsOf(users, AT_ONCE)) yield* await Promise.all(some.map(complete));
}

// packages/poolpass/src/admin/bulk/import-one.ts
var MEMBERS = {
  username: checkText2,
  attributes: unchecked,
  password: checkText2,
  temporaryPassword: checkFlag,
  groups: checkTextList,
  enabled: checkFlag,
  sub: unchecked,
  status: unchecked,
  begun: checkText2
};
function check(user) {
  checkOptions(user, MEMBERS, "user");
  checkText2("username", user.username);
}
var FIRST_WAIT_MS = 1e3;
var MOST_REPETITIONS = 5;
async function patiently({ service, signal }, work) {
  for (let repetition = 0; ; repetition++) {
    try {
      return await work();
    } catch (error) {
      if (!isPoolpassError(error) || !error.retryable || repetition >= MOST_REPETITIONS) throw error;
      await service.clock.sleep(FIRST_WAIT_MS * 2 ** repetition, signal);
    }
  }
}
function isAboutUser(error) {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  if (!(error instanceof CognitoServiceError) || error.retryable) return false;
  return error.code !== "ERR_POOLPASS_CONFIGURATION";
}
async function finishUser(means, user) {
  const { service, signal } = means;
  const { username, password, groups = [], enabled = true } = user;
  const pace = (operation) => means.pace(operation, signal);
  if (password !== void 0) {
    const options = { temporary: user.temporaryPassword };
    await patiently(means, () => setPassword(service, username, password, options, pace("AdminSetUserPassword")));
  }
  for (const group of groups) {
    const send = pace("AdminAddUserToGroup");
    await patiently(means, () => changeMembership(service, "AdminAddUserToGroup", username, group, send));
  }
  if (!enabled) await patiently(means, () => act(service, "AdminDisableUser", username, pace("AdminDisableUser")));
}
var JUST_MADE = ["FORCE_CHANGE_PASSWORD"];
function unfinishedStatuses({ password, temporaryPassword = false }) {
  return password === void 0 || temporaryPassword ? JUST_MADE : [...JUST_MADE, "CONFIRMED"];
}
async function findMade(means, user, statuses) {
  const { service, signal, pace } = means;
  const found = await patiently(means, () => getUser(service, user.username, {}, pace("AdminGetUser", signal)));
  return isMadeOf(found, user) && (statuses?.includes(found.status) ?? true) ? found.sub : void 0;
}
async function makeUser(means, user, isNew, mayBeBegun) {
  check(user);
  const { service, signal, pace } = means;
  const { sub: _, ...attributes } = user.attributes ?? {};
  if (user.begun !== void 0) {
    if (await findMade(means, user) === user.begun) return user.begun;
    throw invalidOption("begun", "must be the `sub` of the user of that name, who must have the same attributes");
  }
  const wanted = { username: user.username, attributes, invitation: "none" };
  let isLost2 = false;
  const onLostAnswer = () => {
    isLost2 = true;
  };
  const send = { ...pace("AdminCreateUser", signal), onLostAnswer };
  try {
    return (await patiently(means, () => createUser(service, wanted, send))).sub;
  } catch (error) {
    const isTaken = error instanceof CognitoServiceError && error.name === "UsernameExistsException";
    if (!isTaken || !isNew || !(mayBeBegun || isLost2)) throw error;
    const sub = await findMade(means, user, mayBeBegun ? unfinishedStatuses(user) : JUST_MADE);
    if (sub === void 0) throw error;
    return sub;
  }
}
var isSameName = (a, b) => a.toLowerCase() === b.toLowerCase();
function isMadeOf(found, { username, attributes = {} }) {
  if (found.username !== found.sub && !isSameName(found.username, username)) return false;
  const ours = comparable(fromWire(attributesToWire(attributes)), username);
  const theirs = comparable(found.attributes, username);
  return ours.size === theirs.size && [...ours].every(([name, value]) => theirs.get(name) === value);
}
function comparable(attributes, username) {
  const isTheName = (name, value) => (name === "email" || name === "phone_number") && isSameName(value, username);
  const isUnverified = (name, value) => name.endsWith("_verified") && value === "false";
  const isSaid = ([name, value]) => name !== "sub" && value !== "" && !isTheName(name, value) && !isUnverified(name, value);
  return new Map(Object.entries(attributes).filter(isSaid));
}

// packages/poolpass/src/admin/bulk/progress.ts
async function callBack(option, work) {
  try {
    return await work();
  } catch (cause) {
    const message = `the function given as \`${option}\` threw; see \`cause\``;
    throw new PoolpassError("ERR_POOLPASS_CALLBACK", message, { cause });
  }
}
var OrderedResults = class {
  results = [];
  #early = /* @__PURE__ */ new Map();
  #checkpoint;
  #onProgress;
  #next;
  #saved;
  #failed = 0;
  #telling = Promise.resolve();
  #saving;
  #wake = () => {
  };
  /** @param first The index of the first user of this run. */
  constructor(first, checkpoint, onProgress) {
    this.#next = first;
    this.#saved = first;
    this.#checkpoint = checkpoint;
    this.#onProgress = onProgress;
  }
  /** Users before this index are done, and known to be after a restart. */
  get saved() {
    return this.#saved;
  }
  /** Resolves when {@link saved} has changed. */
  advanced() {
    return new Promise((resolve) => {
      const wake = this.#wake;
      this.#wake = () => {
        wake();
        resolve();
      };
    });
  }
  async add(result) {
    this.#early.set(result.index, result);
    this.#telling = this.#telling.then(() => this.#tell());
    await this.#telling;
    await this.save();
  }
  /** One after the other. Only what was told counts as done: after a restart it is not told again. */
  async #tell() {
    for (let next = this.#early.get(this.#next); next !== void 0; next = this.#early.get(this.#next)) {
      const result = next;
      this.#early.delete(result.index);
      if (result.error) this.#failed++;
      const progress = { done: this.#next + 1, failed: this.#failed, result };
      await callBack("onProgress", () => this.#onProgress?.(progress));
      this.results.push(result);
      this.#next++;
    }
  }
  /** Ends when all that is in order is saved. */
  async save() {
    while (this.#saved < this.#next) {
      this.#saving ??= this.#saveOnce();
      await this.#saving;
    }
  }
  async #saveOnce() {
    const index = this.#next;
    const results = this.results.slice(this.#saved - index);
    try {
      await callBack("checkpoint.save", () => this.#checkpoint?.save(index - 1, results));
      this.#saved = index;
    } finally {
      this.#saving = void 0;
    }
    const wake = this.#wake;
    this.#wake = () => {
    };
    wake();
  }
};

// packages/poolpass/src/admin/bulk/stop.ts
var Stop = class {
  #controller = new AbortController();
  #forget;
  /** @param signal The caller's: until {@link close} there is a listener on it. */
  constructor(signal) {
    signal?.throwIfAborted();
    this.#forget = onAbort(signal, (reason) => this.now(reason));
  }
  get signal() {
    return this.#controller.signal;
  }
  now(reason) {
    this.#controller.abort(reason);
  }
  close() {
    this.#forget();
  }
};

// packages/poolpass/src/admin/bulk/import-users.ts
var MOST_AT_ONCE = 500;
var MOST_UNSAVED = 1e3;
var OPTIONS2 = {
  concurrency: wholeNumber(1, MOST_AT_ONCE),
  requestsPerSecond: unchecked,
  checkpoint(option, checkpoint) {
    const { load, save } = Object(checkpoint);
    if (typeof load !== "function" || typeof save !== "function") {
      throw invalidOption(option, "must have the functions `load` and `save`");
    }
  },
  onProgress: checkFunction,
  signal: checkSignal
};
function check2(source, options) {
  checkOptions(options, OPTIONS2);
  if (typeof source !== "object" || source === null || !(Symbol.iterator in source || Symbol.asyncIterator in source)) {
    throw invalidOption("source", "must be an iterable of users");
  }
}
async function loadCheckpoint(checkpoint) {
  if (checkpoint === void 0) return { first: 0, begunBefore: 0 };
  const index = await callBack("checkpoint.load", () => checkpoint.load()) ?? void 0;
  if (index === void 0) {
    await callBack("checkpoint.save", () => checkpoint.save(-1, []));
    return { first: 0, begunBefore: 0 };
  }
  if (!Number.isInteger(index) || index < -1) {
    throw invalidOption("checkpoint", "must have loaded the index that was saved, or nothing");
  }
  return { first: index + 1, begunBefore: index + 1 + MOST_UNSAVED };
}
var nameOf = (user) => String(user?.username ?? "");
var Feed = class {
  #iterator;
  #ordered;
  #signal;
  #first;
  #names = /* @__PURE__ */ new Set();
  #index = 0;
  #queue = Promise.resolve();
  #isReading = false;
  #isAtEnd = false;
  constructor(source, first, ordered, signal) {
    this.#iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    this.#first = first;
    this.#ordered = ordered;
    this.#signal = signal;
  }
  next() {
    const next = this.#queue.then(() => this.#read());
    this.#queue = next.catch(() => {
    });
    return next;
  }
  async close() {
    if (this.#isAtEnd) return;
    const closed = Promise.resolve(this.#iterator.return?.());
    if (this.#isReading) closed.catch(() => {
    });
    else await closed;
  }
  async #read() {
    while (!this.#isAtEnd) {
      this.#signal.throwIfAborted();
      while (this.#index >= this.#ordered.saved + MOST_UNSAVED) await this.#wait(this.#ordered.advanced());
      this.#isReading = true;
      const { done, value } = await this.#wait(Promise.resolve(this.#iterator.next()));
      this.#isReading = false;
      if (done) {
        this.#isAtEnd = true;
        break;
      }
      const isNew = this.#isNew(nameOf(value));
      if (this.#index++ >= this.#first) return { index: this.#index - 1, user: value, isNew };
    }
    return void 0;
  }
  /** Most pools take names that differ in case alone for the same. */
  #isNew(name) {
    const before = this.#names.size;
    return this.#names.add(name.toLowerCase()).size > before;
  }
  #wait(promise) {
    return raceSignal(promise, this.#signal);
  }
};
async function resultOf(means, next, mayBeBegun) {
  const { index, user, isNew } = next;
  const named = { index, username: nameOf(user) };
  let sub;
  try {
    sub = await makeUser(means, user, isNew, mayBeBegun);
    await finishUser(means, user);
    return { ...named, sub };
  } catch (error) {
    means.signal.throwIfAborted();
    if (!isAboutUser(error)) throw error;
    return { ...named, sub, error };
  }
}
async function importUsers(service, source, options = {}) {
  check2(source, options);
  const { concurrency = 20, checkpoint, onProgress, signal } = options;
  const pace = createPaces(service.clock, options.requestsPerSecond);
  signal?.throwIfAborted();
  const { first, begunBefore } = await loadCheckpoint(checkpoint);
  const stop = new Stop(signal);
  const ordered = new OrderedResults(first, checkpoint, onProgress);
  const feed = new Feed(source, first, ordered, stop.signal);
  const means = { service, pace, signal: stop.signal };
  async function work() {
    try {
      for (let next = await feed.next(); next !== void 0; next = await feed.next()) {
        await ordered.add(await resultOf(means, next, next.index < begunBefore));
      }
    } catch (error) {
      stop.now(error);
    }
  }
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
    stop.signal.throwIfAborted();
    return ordered.results;
  } finally {
    stop.close();
    await feed.close();
  }
}

// packages/poolpass/src/admin/devices.ts
var ofDevice = (username, deviceKey) => ({
  Username: checkText2("username", username),
  DeviceKey: checkText2("deviceKey", deviceKey)
});
function listDevices(service, username, options = {}) {
  const input = { Username: checkText2("username", username), Limit: pageSizeOf(options) };
  return everyItem(async (token) => {
    const output = await service.call("AdminListDevices", { ...input, PaginationToken: token }, options);
    return { items: (output.Devices ?? []).map(readDevice), next: output.PaginationToken };
  });
}
async function getDevice(service, username, deviceKey) {
  const { Device } = await service.call("AdminGetDevice", ofDevice(username, deviceKey));
  return readDevice(Device ?? { DeviceKey: deviceKey });
}
async function updateDeviceStatus(service, username, deviceKey, status) {
  checkDeviceStatus(status);
  await service.call("AdminUpdateDeviceStatus", { ...ofDevice(username, deviceKey), DeviceRememberedStatus: status });
}
async function forgetDevice(service, username, deviceKey) {
  await service.call("AdminForgetDevice", ofDevice(username, deviceKey));
}

// packages/poolpass/src/admin/identity-providers.ts
var checkType = oneOf(["SAML", "OIDC", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple"]);
var NEW_PROVIDER = {
  providerName: checkText2,
  providerType: checkType,
  providerDetails: checkTextMap,
  attributeMapping: checkTextMap,
  idpIdentifiers: checkTextList
};
var checkChanges = (option, changes) => {
  checkObject(option, changes);
  checkTextMap(option, merge({}, changes));
};
var CHANGES = {
  providerDetails: checkChanges,
  attributeMapping: checkChanges,
  idpIdentifiers: checkTextList
};
function readProvider(provider = {}) {
  return {
    providerName: provider.ProviderName ?? "",
    providerType: provider.ProviderType ?? "",
    providerDetails: provider.ProviderDetails ?? {},
    attributeMapping: provider.AttributeMapping ?? {},
    idpIdentifiers: provider.IdpIdentifiers ?? [],
    createdAt: provider.CreationDate,
    lastModifiedAt: provider.LastModifiedDate
  };
}
async function createIdentityProvider(service, provider) {
  checkOptions(provider, NEW_PROVIDER, "provider");
  checkType("providerType", provider.providerType);
  checkTextMap("providerDetails", provider.providerDetails);
  const { attributeMapping, idpIdentifiers } = provider;
  const { IdentityProvider } = await service.call("CreateIdentityProvider", {
    ProviderName: checkText2("providerName", provider.providerName),
    ProviderType: provider.providerType,
    ProviderDetails: { ...provider.providerDetails },
    AttributeMapping: attributeMapping,
    IdpIdentifiers: idpIdentifiers && [...idpIdentifiers]
  });
  return readProvider(IdentityProvider);
}
async function describeIdentityProvider(service, providerName) {
  const input = { ProviderName: checkText2("providerName", providerName) };
  const { IdentityProvider } = await service.call("DescribeIdentityProvider", input);
  return readProvider(IdentityProvider);
}
async function findIdentityProvider(service, identifier) {
  const input = { IdpIdentifier: checkText2("identifier", identifier) };
  const { IdentityProvider } = await service.call("GetIdentityProviderByIdentifier", input);
  return readProvider(IdentityProvider);
}
var OUTPUT_ONLY = [
  "attributes_url_add_attributes",
  "ActiveEncryptionCertificate",
  "SSORedirectBindingURI",
  "SLORedirectBindingURI"
];
var ALTERNATIVES = ["MetadataURL", "MetadataFile"];
function mergeDetails(current, changes) {
  const isReplaced = ALTERNATIVES.some((name) => typeof changes[name] === "string");
  const dropped = [...OUTPUT_ONLY, ...isReplaced ? ALTERNATIVES : []];
  const kept = Object.entries(current).filter(([name]) => !dropped.includes(name));
  return merge(Object.fromEntries(kept), changes);
}
function updateIdentityProvider(service, providerName, changes) {
  checkOptions(changes, CHANGES, "changes");
  const { providerDetails = {}, attributeMapping = {}, idpIdentifiers } = changes;
  return readMergeWrite(async () => {
    const current = await describeIdentityProvider(service, providerName);
    const { IdentityProvider } = await service.call("UpdateIdentityProvider", {
      ProviderName: providerName,
      ProviderDetails: mergeDetails(current.providerDetails, providerDetails),
      AttributeMapping: merge(current.attributeMapping, attributeMapping),
      IdpIdentifiers: [...idpIdentifiers ?? current.idpIdentifiers]
    });
    return readProvider(IdentityProvider);
  });
}
async function deleteIdentityProvider(service, providerName) {
  await service.call("DeleteIdentityProvider", { ProviderName: checkText2("providerName", providerName) });
}
function readSummary2(provider) {
  const { providerName, providerType, createdAt, lastModifiedAt } = readProvider(provider);
  return { providerName, providerType, createdAt, lastModifiedAt };
}
function listIdentityProviders(service, options = {}) {
  const MaxResults = pageSizeOf(options);
  return everyItem(async (token) => {
    const output = await service.call("ListIdentityProviders", { MaxResults, NextToken: token }, options);
    return { items: (output.Providers ?? []).map(readSummary2), next: output.NextToken };
  });
}

// packages/poolpass/src/admin/failures.ts
function translateFailure(error, operation, as, input) {
  const failure = error;
  if (failure.$fault !== void 0) return refusal(failure, operation, as, input);
  const cause = scrubError(error, input);
  const why = `${operation}: ${cause.message}`;
  if (isLost(failure)) return new UnavailableError("ERR_POOLPASS_UNAVAILABLE", why, { cause, retryable: true });
  return new PoolpassError("ERR_POOLPASS_CONFIGURATION", `${why} (nothing was sent)`, { cause });
}
function refusal(failure, operation, as, input) {
  const { httpStatusCode: status = 400, requestId } = failure.$metadata ?? {};
  const message = failure.message || "refused without a message";
  const code = codeOf(failure.name, operation, as, message);
  return new CognitoServiceError(code, `${operation}: ${scrub(message, input)}`, {
    name: failure.name,
    operation,
    status,
    requestId,
    retryable: code === "ERR_POOLPASS_THROTTLED" || code === "ERR_POOLPASS_UNAVAILABLE"
  });
}
function codeOf(name, operation, as, message) {
  if (isDeniedAccess(name)) return "ERR_POOLPASS_CONFIGURATION";
  const isThingUnknown = name === "ResourceNotFoundException" && /Group|IdentityProvider/.test(operation);
  return isThingUnknown && !/user pool/i.test(message) ? "ERR_POOLPASS_SERVICE" : classify(as, name, message);
}
function isDeniedAccess(name) {
  return /^(AccessDenied|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|ExpiredToken)(Exception)?$/.test(
    name
  );
}
function isLost({ name, code, message, $response }) {
  if ($response !== void 0 || name === "TimeoutError" || name === "AbortError") return true;
  return typeof code === "string" && /^(E[A-Z]+|UND_ERR_\w+)$/.test(code) || /failed to fetch|fetch failed/i.test(message);
}

// packages/poolpass/src/admin/service.ts
var AdminService = class {
  userPoolId;
  region;
  clock;
  serviceClock;
  #given;
  #made;
  /** @throws {TypeError} `ERR_POOLPASS_INVALID_OPTION` */
  constructor({ userPoolId, client = {}, clock = systemClock }) {
    this.region = parseUserPoolId(userPoolId).region;
    this.userPoolId = userPoolId;
    this.#given = client;
    this.clock = clock;
    this.serviceClock = new ServiceClock(clock);
  }
  /** Calls an operation on the pool. */
  call(operation, input, options) {
    return this.send(operation, { UserPoolId: this.userPoolId, ...input }, options);
  }
  /**
   * @throws {PoolpassError} `CognitoServiceError` for a refusal, `UnavailableError` where there is no answer.
   * @throws The signal's reason.
   */
  async send(operation, input, options = {}) {
    const { signal, as = operation } = options;
    const sdk = await loadSdk();
    const client = await this.#client(sdk);
    const Command = sdk[`${operation}Command`];
    const command = new Command(input);
    this.#watchAttempts(command, options);
    try {
      return await this.#within(options, (abortSignal) => client.send(command, { abortSignal }));
    } catch (error) {
      signal?.throwIfAborted();
      throw translateFailure(error, operation, as, input);
    }
  }
  /** Ends the connections of a client that was made here; one that was given is its owner's. */
  async close() {
    const made = this.#made;
    this.#made = void 0;
    const client = await made;
    client?.destroy();
  }
  async #client(sdk) {
    if (isClient(this.#given)) return this.#given;
    const config = this.#given;
    this.#made ??= Promise.resolve(new sdk.CognitoIdentityProviderClient({ region: this.region, ...config }));
    return this.#made;
  }
  /** Behind the SDK's retries, in the one place that sees each attempt. */
  #watchAttempts(command, { beforeAttempt, onLostAnswer }) {
    command.middlewareStack.add(
      (next) => async (args) => {
        await beforeAttempt?.();
        const result = await next(args).catch((error) => {
          if (!isRefused(error)) onLostAnswer?.();
          throw error;
        });
        const { headers } = result.response;
        this.serviceClock.observe(headers?.date ?? null);
        return result;
      },
      { step: "finalizeRequest", priority: "low", name: "poolpassAttempts" }
    );
  }
  async #within({ signal, deadlineAtMs }, work) {
    signal?.throwIfAborted();
    const timer = new AbortController();
    const request = new AbortController();
    const forget = onAbort(signal, (reason) => request.abort(reason));
    if (deadlineAtMs !== void 0) {
      const late = () => request.abort(new DOMException("no answer in time", "TimeoutError"));
      this.clock.sleep(deadlineAtMs - this.clock.monotonicMs(), timer.signal).then(late, () => {
      });
    }
    try {
      return await work(request.signal);
    } finally {
      timer.abort();
      forget();
    }
  }
};
function isRefused(error) {
  return error.$fault === "client";
}
function isClient(client) {
  return "send" in client && typeof client.send === "function";
}
async function loadSdk() {
  try {
    return await import("@aws-sdk/client-cognito-identity-provider");
  } catch (cause) {
    const message = "poolpass/admin needs the package @aws-sdk/client-cognito-identity-provider beside poolpass";
    throw new PoolpassError("ERR_POOLPASS_CONFIGURATION", message, { cause });
  }
}

// packages/poolpass/src/admin/cognito-admin.ts
var OPTIONS3 = {
  userPoolId: unchecked,
  client: checkObject,
  clientId: checkText2,
  clientSecret: checkSecretSource,
  clock: checkClock
};
var CognitoAdmin = class {
  /** `<region>_<id>`. */
  userPoolId;
  #service;
  #client;
  #lanes = new Lanes();
  /** No I/O is done. */
  constructor(options) {
    checkOptions(options, OPTIONS3);
    const { clientId, clientSecret } = options;
    this.#service = new AdminService(options);
    this.#client = { clientId, clientSecret };
    this.userPoolId = options.userPoolId;
  }
  /** AdminCreateUser. The user has to change the temporary password at the first sign-in. */
  createUser(options) {
    return createUser(this.#service, options);
  }
  /** AdminGetUser. */
  getUser(username, options) {
    return getUser(this.#service, username, options);
  }
  /** AdminUpdateUserAttributes. What is not named stays; an empty text removes an attribute. */
  updateUser(username, attributes, options) {
    return updateUser(this.#service, username, attributes, options);
  }
  /** AdminDeleteUserAttributes. */
  deleteUserAttributes(username, names) {
    return deleteUserAttributes(this.#service, username, names);
  }
  /** AdminSetUserPassword. The user is confirmed by it, unless the password is `temporary`. */
  setPassword(username, password, options) {
    return setPassword(this.#service, username, password, options);
  }
  /** AdminResetUserPassword. The user is sent a code, and signs in again after ConfirmForgotPassword. */
  resetPassword(username, options) {
    return actWithMetadata(this.#service, "AdminResetUserPassword", username, options);
  }
  /** AdminConfirmSignUp: without the code that the user was sent. */
  confirmSignUp(username, options) {
    return actWithMetadata(this.#service, "AdminConfirmSignUp", username, options);
  }
  /** AdminEnableUser. */
  enableUser(username) {
    return act(this.#service, "AdminEnableUser", username);
  }
  /** AdminDisableUser. It ends all of the user's sessions. */
  disableUser(username) {
    return act(this.#service, "AdminDisableUser", username);
  }
  /** AdminDeleteUser. */
  deleteUser(username) {
    return act(this.#service, "AdminDeleteUser", username);
  }
  /** AdminUserGlobalSignOut: ends all of the user's sessions. */
  signOutEverywhere(username) {
    return act(this.#service, "AdminUserGlobalSignOut", username);
  }
  /** AdminSetUserMFAPreference. Factors that are not named stay as they are. */
  async setUserMfaPreference(username, preferences) {
    const input = { Username: checkText2("username", username), ...mfaPreferenceInput(preferences) };
    await this.#service.call("AdminSetUserMFAPreference", input);
  }
  /** AdminListDevices, all of its pages. */
  devices(username, options) {
    return listDevices(this.#service, username, options);
  }
  /** AdminGetDevice. */
  getDevice(username, deviceKey) {
    return getDevice(this.#service, username, deviceKey);
  }
  /** AdminUpdateDeviceStatus: whether the device may stand in for a second factor. */
  updateDeviceStatus(username, deviceKey, status) {
    return updateDeviceStatus(this.#service, username, deviceKey, status);
  }
  /** AdminForgetDevice. */
  forgetDevice(username, deviceKey) {
    return forgetDevice(this.#service, username, deviceKey);
  }
  /** ListUsers, all of its pages: each is asked for when the one before is used up, within the hour. */
  users(options) {
    return listUsers(this.#service, options);
  }
  /** CreateGroup. */
  createGroup(groupName, settings = {}) {
    return createGroup(this.#service, groupName, settings);
  }
  /** GetGroup. */
  getGroup(groupName) {
    return getGroup(this.#service, groupName);
  }
  /** UpdateGroup. What is not named stays. */
  updateGroup(groupName, changes) {
    return this.#lanes.run(`group ${groupName}`, () => updateGroup(this.#service, groupName, changes));
  }
  /** DeleteGroup. Its members stay, without the group. */
  deleteGroup(groupName) {
    return deleteGroup(this.#service, groupName);
  }
  /** ListGroups, all of its pages. */
  groups(options) {
    return listGroups(this.#service, options);
  }
  /** ListUsersInGroup, all of its pages. */
  usersInGroup(groupName, options) {
    return usersInGroup(this.#service, groupName, options);
  }
  /** AdminListGroupsForUser, all of its pages. */
  groupsForUser(username, options) {
    return groupsForUser(this.#service, username, options);
  }
  /** AdminAddUserToGroup. Does nothing for a member. */
  addUserToGroup(username, groupName) {
    return changeMembership(this.#service, "AdminAddUserToGroup", username, groupName);
  }
  /** AdminRemoveUserFromGroup. */
  removeUserFromGroup(username, groupName) {
    return changeMembership(this.#service, "AdminRemoveUserFromGroup", username, groupName);
  }
  /** CreateUserPoolClient. Members are spelt as the AWS SDK spells them. */
  createUserPoolClient(settings) {
    return createUserPoolClient(this.#service, settings);
  }
  /** DescribeUserPoolClient. **The answer holds the client's secret.** */
  describeUserPoolClient(clientId) {
    return describeUserPoolClient(this.#service, clientId);
  }
  /** UpdateUserPoolClient. What is not named stays; `null` goes back to the service's default. */
  updateUserPoolClient(clientId, changes) {
    return this.#lanes.run(`client ${clientId}`, () => updateUserPoolClient(this.#service, clientId, changes));
  }
  /** DeleteUserPoolClient. */
  deleteUserPoolClient(clientId) {
    return deleteUserPoolClient(this.#service, clientId);
  }
  /** ListUserPoolClients, all of its pages. */
  userPoolClients(options) {
    return listUserPoolClients(this.#service, options);
  }
  /** CreateIdentityProvider. */
  createIdentityProvider(provider) {
    return createIdentityProvider(this.#service, provider);
  }
  /** DescribeIdentityProvider. */
  describeIdentityProvider(providerName) {
    return describeIdentityProvider(this.#service, providerName);
  }
  /** GetIdentityProviderByIdentifier. */
  findIdentityProvider(identifier) {
    return findIdentityProvider(this.#service, identifier);
  }
  /** UpdateIdentityProvider. What is not named stays, inside the maps too; `null` takes an entry away. */
  updateIdentityProvider(providerName, changes) {
    return this.#lanes.run(
      `provider ${providerName}`,
      () => updateIdentityProvider(this.#service, providerName, changes)
    );
  }
  /** DeleteIdentityProvider. */
  deleteIdentityProvider(providerName) {
    return deleteIdentityProvider(this.#service, providerName);
  }
  /** ListIdentityProviders, all of its pages. */
  identityProviders(options) {
    return listIdentityProviders(this.#service, options);
  }
  /**
   * Signs a user in by ADMIN_USER_PASSWORD_AUTH.
   *
   * @throws {ChallengeError} for a challenge without a handler: answer it by {@link respond}.
   */
  authenticate(options) {
    return authenticate(this.#service, this.#client, options);
  }
  /**
   * Answers a challenge that {@link authenticate} stopped at, here or in another process.
   *
   * @param challenge `error.challenge`, or its JSON.
   * @param answer What the challenge asks for: see `ChallengeAnswers`.
   */
  respond(challenge, answer, options) {
    return respond(this.#service, this.#client, challenge, answer, options);
  }
  /**
   * Makes users, many at once, within the service's quotas.
   *
   * @returns One result a user of this run, in the order of the source: look for an `error` in it.
   * @throws What stops all of them: the pool is out of reach, a right is missing, a callback threw, the signal aborted.
   * With a `checkpoint` the next run goes on from there.
   */
  importUsers(source, options) {
    return importUsers(this.#service, source, options);
  }
  /** All users with their groups, as {@link importUsers} takes them. Passwords stay in the pool. */
  exportUsers(options) {
    return exportUsers(this.#service, options);
  }
  /** Ends the connections of a client that was made from a configuration; one that was given stays as it is. */
  close() {
    return this.#service.close();
  }
  /** {@link CognitoAdmin.close}, for `await using`. */
  [Symbol.asyncDispose]() {
    return this.close();
  }
};

// packages/poolpass/src/admin/user-filter.ts
var KNOWN = {
  username: true,
  sub: true,
  email: true,
  phone_number: true,
  name: true,
  given_name: true,
  family_name: true,
  preferred_username: true,
  status: true,
  "cognito:user_status": true
};
var LONGEST_FILTER = 256;
function clause(attribute, operator, value) {
  const name = checkText2("attribute", attribute);
  if (!Object.hasOwn(KNOWN, name)) throw invalidOption("attribute", "must be one that the service can search");
  if (typeof value !== "string") throw invalidOption("value", "must be a string");
  const text = `${name} ${operator} "${value.replace(/["\\]/g, "\\$&")}"`;
  if (text.length > LONGEST_FILTER) throw outOfRange("value", `is too long: a filter has ${LONGEST_FILTER} characters`);
  return text;
}
function equals(attribute, value) {
  return clause(attribute, "=", value);
}
function startsWith(attribute, prefix) {
  return clause(attribute, "^=", prefix);
}
export {
  CognitoAdmin,
  equals,
  startsWith
};
