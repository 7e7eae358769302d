/** What the messages of matchers are made of. */

/** Joins the paragraphs of a message, without empty ones. */
export const paragraphs = (...parts: readonly (string | undefined | false)[]): string =>
  parts.filter(Boolean).join('\n\n')

export const times = (count: number): string =>
  count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`

export const plural = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`

/** Prints a list in a message, without its end if it is long. */
export function list(lines: readonly string[], most = 5): string {
  const shown = lines.slice(0, most).map((line) => `- ${line.replace(/\n/g, '\n  ')}`)
  if (lines.length > most) shown.push(`… ${lines.length - most} more`)
  return shown.join('\n')
}

/** Returns the candidate with the fewest differences, and their number. */
export function nearest<Candidate>(
  candidates: readonly Candidate[],
  distance: (candidate: Candidate) => number,
): Candidate | undefined {
  let best: Candidate | undefined
  let least = Infinity
  for (const candidate of candidates) {
    const away = distance(candidate)
    // Among equals the newest, because the test has just caused it.
    if (away <= least) [best, least] = [candidate, away]
  }
  return best
}
