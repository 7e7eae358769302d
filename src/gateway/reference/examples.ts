/** Examples of a reference: requests that the gateway received, and its answers. */
import type { RequestRecord } from '../exchange/record.ts'
import type { HeaderList } from '../messages/header-list.ts'
import { decodeBody } from '../messages/content-coding.ts'

const MOST_CHARACTERS = 2000

/** The newest request of each status, in the order of the statuses. */
export function examplesOf(
  records: readonly RequestRecord[],
  route: string,
): readonly RequestRecord[] {
  const byStatus = new Map<number, RequestRecord>()
  for (const record of records)
    if (record.route === route && record.status !== undefined) byStatus.set(record.status, record)
  return [...byStatus].sort(([one], [other]) => one - other).map(([, record]) => record)
}

/** Headers that say who sends the request: a reference is for other readers than its test. */
const SECRET = /^(?:authorization|cookie|x-api-key|x-amz-security-token|set-cookie)$|token|secret/i

/** Headers that are the same for every request. */
const HIDDEN =
  /^(?:host|user-agent|content-length|connection|date|apigw-requestid|x-amzn-(?:requestid|trace-id)|x-amz-apigw-id|x-forwarded-.*)$/i

export function printExample(record: RequestRecord): string {
  const { method, rawPath, rawQueryString: query, rawHeaders, rawBody, status } = record
  const line = `${method} ${rawPath}${query === '' ? '' : `?${query}`}`
  const answered = record.rawResponseHeaders ?? []
  const body = record.rawResponseBody
  return [
    ...[line, ...printHeaders(rawHeaders), ...printBody(rawHeaders, rawBody), ''],
    ...[`HTTP ${String(status)}`, ...printHeaders(answered), ...printBody(answered, body)],
  ].join('\n')
}

const printHeaders = (headers: HeaderList): string[] =>
  headers
    .filter(([name]) => !HIDDEN.test(name))
    .map(([name, value]) => `${name.toLowerCase()}: ${SECRET.test(name) ? '***' : value}`)

function printBody(headers: HeaderList, body: Uint8Array | undefined): string[] {
  if (!body || body.byteLength === 0) return []
  const given = decodeText(headers, body)
  if (given === undefined) return ['', `(${body.byteLength} bytes)`]
  const text = pretty(given)
  return [
    '',
    text.length > MOST_CHARACTERS
      ? `${text.slice(0, MOST_CHARACTERS)}\n(${text.length - MOST_CHARACTERS} characters more)`
      : text,
  ]
}

/** The body as text. Undefined if it is none. */
function decodeText(headers: HeaderList, body: Uint8Array): string | undefined {
  try {
    const content = decodeBody(headers, body)
    return typeof content === 'string'
      ? content
      : new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return undefined
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
