/** What an import did not understand. */

/** A part of a document that an import left out. */
export interface SkippedPart {
  /** The place in the document: `paths./orders.get.callbacks`. */
  readonly where: string
  /** Why, in one sentence. */
  readonly reason: string
}

/** Collects what is skipped, each place once. */
export class Warnings {
  readonly #parts = new Map<string, SkippedPart>()

  add(where: string, reason: string): void {
    this.#parts.set(`${where} ${reason}`, { where, reason })
  }

  get skipped(): readonly SkippedPart[] {
    return [...this.#parts.values()]
  }
}
