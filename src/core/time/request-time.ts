/** `17/Jun/2024:14:48:13 +0000`: the time of a request in the events of gateways. */
// Recorded: rest-event-001, http2-event-001
export function toRequestTime(milliseconds: number): string {
  const [, day, month, year, time] = toUtcText(milliseconds).split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}

/** The text that was made last. Requests of one second have the same, which takes a microsecond to make. */
const last = { second: NaN, text: '' }

/** `Mon, 17 Jun 2024 14:48:13 GMT` */
export function toUtcText(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000)
  if (second !== last.second) {
    last.text = new Date(second * 1000).toUTCString()
    last.second = second
  }
  return last.text
}
