/** Parses query strings and percent encoding as API Gateway does. */
import { getOwn, setOwn, type MultiMap } from './header-list.ts'

/** Decodes valid escapes and leaves the rest unchanged: `100%` stays `100%`. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // Some escape is malformed: decode run by run, and keep those that are not UTF-8.
    return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
      try {
        return decodeURIComponent(run)
      } catch {
        return run
      }
    })
  }
}

// Recorded: rest-event-005 and test_lambda_aws_proxy_integration: values are form-decoded, `+` and
// `%20` are spaces
export const decodeForm = (text: string): string =>
  decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text)

/** Names and values in order. `a` and `a=` both have the empty value. */
function parseQuery(query: string): [string, string][] {
  const pairs: [string, string][] = []
  if (query === '') return pairs
  for (const part of query.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    if (equals < 0) pairs.push([decodeForm(part), ''])
    else pairs.push([decodeForm(part.slice(0, equals)), decodeForm(part.slice(equals + 1))])
  }
  return pairs
}

/** Both maps of payload 1.0. Names keep their case. Undefined without parameters. */
export function toQueryMaps(query: string): MultiMap | undefined {
  const pairs = parseQuery(query)
  if (pairs.length === 0) return undefined
  const single: Record<string, string> = {}
  const multi: Record<string, string[]> = {}
  for (const [name, value] of pairs) {
    setOwn(single, name, value)
    const values = getOwn(multi, name)
    if (values) values.push(value)
    else setOwn(multi, name, [value])
  }
  return { single, multi }
}

/** The map of payload 2.0. Undefined without parameters. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
// (duplicates are combined with commas)
export function toJoinedQuery(query: string): Record<string, string> | undefined {
  const maps = toQueryMaps(query)
  if (!maps) return undefined
  const joined: Record<string, string> = {}
  for (const [name, values] of Object.entries(maps.multi)) setOwn(joined, name, values.join(','))
  return joined
}
