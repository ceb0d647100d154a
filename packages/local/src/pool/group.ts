export interface Group {
  readonly number: number
  readonly name: string
  readonly description?: string
  readonly roleArn?: string
  /** The lowest wins. */
  readonly precedence?: number
  readonly createdAtMs: number
  readonly modifiedAtMs: number
}
