/** Times in microseconds: medians of interleaved rounds, with their spread. */

export interface Measure {
  /** One sample per round, in order. */
  readonly samples: readonly number[]
  readonly median: number
  readonly low: number
  readonly high: number
}

const microseconds = (): number => performance.now() * 1000

export function summarize(samples: readonly number[]): Measure {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return { samples, median: at(0.5), low: at(0.25), high: at(0.75) }
}

/** Returns the median time in µs of `count` consecutive calls. */
export async function timeAsync(
  count: number,
  body: (i: number) => Promise<unknown>,
): Promise<number> {
  const calls: number[] = []
  for (let i = 0; i < count; i++) {
    const start = microseconds()
    await body(i)
    calls.push(microseconds() - start)
  }
  return summarize(calls).median
}

export function timeSync(count: number, body: (i: number) => unknown): number {
  const start = microseconds()
  for (let i = 0; i < count; i++) body(i)
  return (microseconds() - start) / count
}

const WARM_UP = 2

/**
 * Runs rounds of all contestants in turn, so that a busy machine slows all of them alike. Drops the
 * first rounds, which warm up.
 */
export async function interleaveAll<Who, Sample>(
  everyone: readonly Who[],
  rounds: number,
  round: (who: Who, n: number) => Promise<Sample>,
  warmUp = 1,
): Promise<Map<Who, Sample[]>> {
  const samples = new Map<Who, Sample[]>(everyone.map((who) => [who, []]))
  for (let n = 0; n < rounds + warmUp; n++) {
    for (const who of everyone) {
      const sample = await round(who, n)
      if (n >= warmUp) samples.get(who)!.push(sample)
    }
  }
  return samples
}

/** Runs rounds with one figure each. */
export async function interleave<Who>(
  everyone: readonly Who[],
  rounds: number,
  round: (who: Who, n: number) => Promise<number>,
  warmUp = WARM_UP,
): Promise<Map<Who, Measure>> {
  const samples = await interleaveAll(everyone, rounds, round, warmUp)
  return new Map([...samples].map(([who, figures]) => [who, summarize(figures)]))
}

/**
 * Returns the median of the ratios within each round. The two sides of a round run one right after
 * the other, so a machine that slows down slows both.
 */
export const pairedRatio = (a: Measure, b: Measure): number =>
  summarize(a.samples.map((sample, round) => sample / b.samples[round]!)).median

const digits = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)

export const show = ({ median, low, high }: Measure): string =>
  `${digits(median)} (${digits(low)}–${digits(high)})`
