import type { Capability } from './clients/client.js'
import type { Context, Setting } from './context.js'

/** One thing that is true of requests with any client. */
export interface Case {
  /** `R1` … `R20`. */
  readonly rule: string
  readonly name: string
  /** Clients that cannot do all of this have no such test. */
  readonly needs?: readonly Capability[]
  readonly setting?: Setting
  readonly run: (context: Context) => Promise<void>
}
