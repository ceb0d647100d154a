/** What keeps a data directory from being opened. */
export type DataDirectoryErrorCode =
  /** The package `lmdb` cannot be loaded. */
  | 'ERR_POOLPASS_LMDB_MISSING'
  /** Another process, or this one, has the directory open. */
  | 'ERR_POOLPASS_DATA_IN_USE'
  /** Another version of this package, or something else, has written it. */
  | 'ERR_POOLPASS_DATA_VERSION'
  /** What is in it is no database, or not a whole one. */
  | 'ERR_POOLPASS_DATA_DAMAGED'

/** A data directory that cannot be opened. Nothing in it was changed. */
export class DataDirectoryError extends Error {
  /** As the class. */
  override readonly name = 'DataDirectoryError'
  /** One for each case that a caller would treat differently. */
  readonly code: DataDirectoryErrorCode

  /** @param cause What was thrown below. Default: nothing was. */
  constructor(code: DataDirectoryErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}
