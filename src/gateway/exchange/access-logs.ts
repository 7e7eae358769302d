/** The lines of access logs, which records keep. */
import type { AccessLogEntry, RequestRecord } from './record.ts'

export const accessLogsOf = <Request extends Pick<RequestRecord, 'accessLog'>>(
  requests: readonly Request[],
): readonly AccessLogEntry<Request>[] =>
  requests.flatMap((request) => {
    const { accessLog } = request
    return accessLog ? [{ ...accessLog, json: jsonOf(accessLog.message), request }] : []
  })

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    // Lines may have any format.
    return undefined
  }
}
