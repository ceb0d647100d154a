export interface Table {
  readonly title: string
  readonly columns: readonly string[]
  /** One cell a column; numbers are formatted already. */
  readonly rows: readonly (readonly string[])[]
}

/** A measured value that a target of `targets.ts` judges. */
export interface Figure {
  readonly target: string
  /** Where one target holds for several: a Node version, a peer. */
  readonly of?: string
  readonly value: number
  /** 95 %, where there is one. */
  readonly interval?: readonly [low: number, high: number]
}

/** One bar of the plot. */
export interface Bar {
  readonly label: string
  readonly value: number
  readonly isOurs?: boolean
  readonly isLimit?: boolean
}

export interface Panel {
  readonly title: string
  readonly unit: string
  readonly bars: readonly Bar[]
}

export interface Answer {
  readonly tables: readonly Table[]
  readonly figures: readonly Figure[]
  readonly notes?: readonly string[]
  readonly panels?: readonly Panel[]
}

/** How one run is to be measured. */
export interface Run {
  readonly progress: (text: string) => void
  /** How many rounds to make where a full run makes so many. */
  readonly rounds: (full: number) => number
}

export interface Question {
  /** What `--only` takes. */
  readonly name: string
  readonly title: string
  measure(run: Run): Promise<Answer>
}
