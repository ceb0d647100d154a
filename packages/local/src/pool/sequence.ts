let last = 0

/** A number greater than all before: lists are in this order, and a page goes on behind the number it ended with. */
export const nextNumber = () => ++last
