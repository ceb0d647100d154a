let last = 0

/** A number greater than all before: lists are in this order, and a page goes on behind the number it ended with. */
export const nextNumber = () => ++last

export const lastNumber = () => last

/** Leaves out the numbers that were given out before this process. */
export function continueAfter(number: number): void {
  last = Math.max(last, number)
}
