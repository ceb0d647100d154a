/** Why a data directory cannot be opened. */
export type DataDirectoryErrorCode =
  /** The package `lmdb` cannot be loaded. */
  | 'ERR_POOLPASS_LMDB_MISSING'
  /** Another process, or this one, has the directory open. */
  | 'ERR_POOLPASS_DATA_IN_USE'
  /** Another version of this package, or something else, has written it. */
  | 'ERR_POOLPASS_DATA_VERSION'
  /** Its file is no database, or was cut short. */
  | 'ERR_POOLPASS_DATA_DAMAGED'

/** A data directory that cannot be opened. Nothing in it was changed. */
export class DataDirectoryError extends Error {
  /** `DataDirectoryError`. */
  override readonly name = 'DataDirectoryError'
  /** One for each case that a caller would treat differently. */
  readonly code: DataDirectoryErrorCode

  /** Made by this package; there is no need to make one. */
  constructor(code: DataDirectoryErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}
