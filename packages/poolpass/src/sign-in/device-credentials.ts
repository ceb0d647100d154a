/** What proves a remembered device to the pool. **`devicePassword` is a secret.** */
export interface DeviceCredentials {
  /** DeviceKey of NewDeviceMetadata. */
  readonly deviceKey: string
  /** DeviceGroupKey of NewDeviceMetadata. The proof binds it. */
  readonly deviceGroupKey: string
  /** The client's own secret; only its verifier was ever sent. */
  readonly devicePassword: string
}
