/**
 * An origin that was found to be one to send tokens to, told by how its URLs begin: most requests go where the last one
 * went, and need not be parsed to be checked.
 */
export class LastOrigin {
  #origin = ''
  #beginning: string | undefined

  of(address: string): string | undefined {
    return this.#beginning !== undefined && address.startsWith(this.#beginning) ? this.#origin : undefined
  }

  remember(origin: string): void {
    this.#origin = origin
    // With its slash, behind which nothing can change the origin any more.
    this.#beginning = `${origin}/`
  }
}
