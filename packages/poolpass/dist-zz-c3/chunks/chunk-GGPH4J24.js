import {
  bytesToBase64,
  createVerifier,
  deviceVerifierConfig
} from "./chunk-MAMQRXUF.js";
import {
  CognitoServiceError
} from "./chunk-TZDYBQAD.js";

// packages/poolpass/src/sign-in/confirm-device.ts
function newDevicePassword({ random }) {
  return bytesToBase64(random(40));
}
async function confirmNewDevice(client, accessToken, { deviceKey, deviceGroupKey, devicePassword = newDevicePassword(client) }, deviceName, options) {
  const { random, srpEngine } = client;
  const identity = { group: deviceGroupKey, id: deviceKey };
  const verifier = await createVerifier(identity, devicePassword, { random, engine: srpEngine });
  const input = {
    AccessToken: accessToken,
    DeviceKey: deviceKey,
    DeviceName: deviceName,
    DeviceSecretVerifierConfig: deviceVerifierConfig(verifier)
  };
  const confirm = async () => {
    try {
      return await client.call("ConfirmDevice", input, options);
    } catch (error) {
      if (error instanceof CognitoServiceError && error.name === "DeviceKeyExistsException")
        return { UserConfirmationNecessary: true };
      throw error;
    }
  };
  const { UserConfirmationNecessary } = await confirm();
  return { deviceKey, deviceGroupKey, devicePassword, userConfirmationNecessary: UserConfirmationNecessary === true };
}

export {
  newDevicePassword,
  confirmNewDevice
};
