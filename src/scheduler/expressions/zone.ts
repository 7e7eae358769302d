/** Time zones, by Intl. */

const DAY_MS = 86_400_000

/** A time zone of the IANA database. */
export interface Zone {
  /** What its clocks show at a time, as if that were UTC. */
  wallAt(time: number): number
  /** The times at which its clocks show this: none in a gap, two in an overlap. Ascending. */
  timesOf(wall: number): readonly number[]
}

const UTC: Zone = { wallAt: (time) => time, timesOf: (wall) => [wall] }

/** Returns undefined for a name that is no time zone. */
export function parseZone(name: string): Zone | undefined {
  if (name === 'UTC') return UTC
  // Intl also takes offsets, such as +01:00, which are no zones.
  if (!/^[A-Za-z]/.test(name)) return undefined
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    // Intl throws a RangeError for a name that it does not know.
    return undefined
  }
  const offsetAt = cachedOffsets((time) => {
    const [month = 0, day, year = 0, hour, minute, second] = (
      format.format(time).match(/\d+/g) ?? []
    ).map(Number)
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1_000) * 1_000
  })
  const wallAt = (time: number): number => time + offsetAt(time)
  return {
    wallAt,
    timesOf(wall) {
      const guesses = [wall - DAY_MS, wall + DAY_MS].map((near) => wall - (wallAt(near) - near))
      const found = guesses.filter((time) => wallAt(time) === wall)
      return [...new Set(found)].sort((a, b) => a - b)
    },
  }
}

const HOUR_MS = 3_600_000
const MOST_HOURS = 1_000

/**
 * Remembers the hours in which a zone keeps its offset from UTC, which are nearly all: Intl takes
 * microseconds, and a schedule may run every minute.
 */
function cachedOffsets(offsetAt: (time: number) => number): (time: number) => number {
  const hours = new Map<number, number | undefined>()
  return (time) => {
    const hour = Math.floor(time / HOUR_MS)
    if (!hours.has(hour)) {
      if (hours.size >= MOST_HOURS) hours.clear()
      const offset = offsetAt(hour * HOUR_MS)
      const changes = offsetAt((hour + 1) * HOUR_MS) !== offset
      hours.set(hour, changes ? undefined : offset)
    }
    return hours.get(hour) ?? offsetAt(time)
  }
}
