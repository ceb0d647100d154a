/** What proves a remembered device to the pool. **`devicePassword` is a secret.** */
export interface DeviceCredentials {
  readonly deviceKey: string
  readonly deviceGroupKey: string
  /** The client's own secret; only its verifier was ever sent. */
  readonly devicePassword: string
}
