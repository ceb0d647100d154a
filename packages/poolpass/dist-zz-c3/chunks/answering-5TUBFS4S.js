import {
  checkSecretSource
} from "./core.js";
import {
  ChallengeError
} from "./core.js";
import {
  checkOptions,
  checkSignal,
  checkText,
  checkTextMap,
  invalidOption
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/session/answering.ts
var NEW_PASSWORD = {
  password: checkSecretSource,
  newPassword: checkText,
  userAttributes: checkTextMap,
  clientMetadata: checkTextMap,
  signal: checkSignal
};
async function newPasswordChallenge(session, options) {
  checkOptions(options, NEW_PASSWORD);
  const { password, newPassword, userAttributes, clientMetadata, signal } = options;
  if (password === void 0) throw invalidOption("password", "is needed: the temporary one");
  checkText("newPassword", newPassword);
  try {
    await session.authenticate({ password, clientMetadata, signal });
  } catch (error) {
    if (!(error instanceof ChallengeError) || error.challenge.name !== "NEW_PASSWORD_REQUIRED") throw error;
    await session.respond(error.challenge, { newPassword, userAttributes }, { clientMetadata, signal });
  }
}
async function respondTo(session, name, code, challenge) {
  checkText("code", code);
  const open = challenge === void 0 ? session.refusals.pending : challenge;
  if (open?.name !== name) throw invalidOption("challenge", `must be one of ${name}, and the last sign-in met none`);
  await session.respond(open, code, {});
}
export {
  newPasswordChallenge,
  respondTo
};
