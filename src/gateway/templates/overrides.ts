/** Reads what templates wrote to `$context.requestOverride` and `$context.responseOverride`. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
import { isList, isMap, printAlone, type SilentMap, type Value } from '../velocity/index.ts'

/** Name and text of each override. */
export interface Overrides {
  readonly header: readonly (readonly [string, string])[]
  readonly path: readonly (readonly [string, string])[]
  readonly querystring: readonly (readonly [string, readonly string[]])[]
  /** Undefined unless it is an integer from 100 to 599. */
  // Recorded: test_lambda_aws_integration_response_with_mapping_templates; Unverified: other values
  // are ignored
  readonly status: number | undefined
}

export function readOverrides(
  context: SilentMap,
  member: 'requestOverride' | 'responseOverride',
): Overrides {
  const overrides = context.get(member) ?? null
  const status = memberOf(overrides, 'status')
  const isStatus = typeof status === 'bigint' && status >= 100n && status <= 599n
  return {
    header: entriesOf(overrides, 'header').map(([name, value]) => [name, textsOf(value).join(',')]),
    path: entriesOf(overrides, 'path').map(([name, value]) => [name, printValue(value)]),
    querystring: entriesOf(overrides, 'querystring').map(([name, value]) => [name, textsOf(value)]),
    status: isStatus ? Number(status) : undefined,
  }
}

const memberOf = (value: Value, name: string): Value =>
  value !== null && isMap(value) ? (value.get(name) ?? null) : null

function entriesOf(overrides: Value, place: string): readonly (readonly [string, Value])[] {
  const entries = memberOf(overrides, place)
  return entries !== null && isMap(entries)
    ? [...entries].map(([name, value]) => [String(name), value])
    : []
}

const textsOf = (value: Value): readonly string[] =>
  value !== null && isList(value) ? Array.from(value, printValue) : [printValue(value)]

/** A value as a template would print it. */
export const printValue = (value: Value): string => (value === null ? '' : printAlone(value))
