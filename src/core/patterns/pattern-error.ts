/** A pattern that AWS refuses. The message is AWS's reason, which each service words further. */
export class PatternError extends Error {
  override readonly name = 'PatternError'
}

export const refuse = (reason: string): never => {
  throw new PatternError(reason)
}
