/**
 * Returns a date as S3 shows it: in whole seconds, as in HTTP's headers.
 *
 * AWS: API_ListObjectsV2.html, API_CopyObject.html, API_ListBuckets.html: the examples of XML have
 * `.000Z`.
 */
export const shownDate = (milliseconds: number): Date =>
  new Date(Math.floor(milliseconds / 1000) * 1000)

/**
 * Returns a date as S3's errors repeat it, in every region: `Tue Dec 31 16:00:00 PST 2019`.
 *
 * Recorded by peers (LocalStack).
 */
export function inPacificTime(date: Date): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Los_Angeles',
    weekday: 'short',
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    year: 'numeric',
  })
  const parts = new Map(format.formatToParts(date).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  const time = `${part('hour')}:${part('minute')}:${part('second')}`
  const day = `${part('weekday')} ${part('month')} ${part('day')}`
  return `${day} ${time} ${part('timeZoneName')} ${part('year')}`
}
