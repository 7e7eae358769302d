/** Numbers and times as CloudWatch's Java code prints them. */

/** `21.0`, `0.5`, `1.0E7`. */
export function printDouble(value: number): string {
  const size = Math.abs(value)
  if (size === 0 || (size >= 1e-3 && size < 1e7)) {
    return Number.isInteger(value) ? `${value}.0` : `${value}`
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `26/02/26 10:00:00`: day, month, year. */
export function printShortTime(time: number): string {
  const date = new Date(time)
  const day = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear() % 100].map(two)
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two)
  return `${day.join('/')} ${clock.join(':')}`
}

/** `2026-02-26T10:00:00.000+0000` */
export const printTime = (time: number): string =>
  new Date(time).toISOString().replace('Z', '+0000')
