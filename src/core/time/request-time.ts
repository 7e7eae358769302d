/** `17/Jun/2024:14:48:13 +0000`: the time of a request in the events of gateways. */
// Recorded: rest-event-001, http2-event-001
export function toRequestTime(milliseconds: number): string {
  // 'Mon, 17 Jun 2024 14:48:13 GMT'
  const [, day, month, year, time] = new Date(milliseconds).toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}
