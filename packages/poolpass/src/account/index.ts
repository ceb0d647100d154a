/** What a signed-in user may do with the account: functions over an app client and an access token. */

export {
  confirmDevice,
  type Device,
  type DevicePage,
  type DeviceStatus,
  forgetDevice,
  getDevice,
  listDevices,
  updateDeviceStatus,
} from './devices.js'
export {
  associateSoftwareToken,
  type MfaPreference,
  type MfaPreferences,
  setUserMfaPreference,
  verifySoftwareToken,
} from './software-token.js'
