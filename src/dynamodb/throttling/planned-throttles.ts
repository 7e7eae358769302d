/**
 * The ThrottlingReasons of throttles that a test plans. AWS says them with every throttle of an
 * operation on items.
 * AWS: API_ThrottlingReason.html; the model of each exception spells the member its own way.
 */
import { withFields, type ServiceError } from '../../core/errors.ts'
import { drawnSources, limitOf, type Direction } from '../capacity/buckets.ts'
import type { Target } from '../partiql/grammar/statement.ts'
import { targetsIn } from '../requests/tables-in-request.ts'
import { rooms } from '../rooms.ts'
import { findTable, type DynamoDbState } from '../state/state.ts'
import { DIRECTIONS, directionOf, statementsOf, type StatementsInput } from './direction.ts'
import { reasonOf, type Exceeded } from './errors.ts'

/** The exceptions with reasons: the member, and the limit that the exception is about. */
const THROTTLES: Readonly<
  Record<string, { readonly member: string; readonly kind?: Exceeded['kind'] }>
> = {
  ProvisionedThroughputExceededException: { member: 'ThrottlingReasons', kind: 'Provisioned' },
  // It is about the account's limit, as an on-demand table without a maximum is.
  RequestLimitExceeded: { member: 'ThrottlingReasons', kind: 'OnDemand' },
  // It is about the table's own limit.
  ThrottlingException: { member: 'throttlingReasons' },
}

/** Adds the reasons to a planned throttle, unless the test has given them. */
export function withReasons(
  state: DynamoDbState,
  operation: string,
  input: unknown,
  error: ServiceError,
): ServiceError {
  const throttle = Object.hasOwn(THROTTLES, error.code) ? THROTTLES[error.code] : undefined
  if (!throttle || throttle.member in error.fields) return error
  const direction = directionIn(operation, input)
  if (!direction) return error
  const targets = new Map(targetsIn(input).map((target) => [target.table, target]))
  const reasons = [...targets.values()].flatMap((target) =>
    reasonsOf(state, target, direction, throttle.kind),
  )
  return reasons.length > 0 ? withFields(error, { [throttle.member]: reasons }) : error
}

/** Undefined for an operation that does not draw capacity. */
function directionIn(operation: string, input: unknown): Direction | undefined {
  const known = DIRECTIONS[operation]
  if (known || typeof input !== 'object' || input === null) return known
  // A fault comes before the checks of the input, which may be invalid.
  const statements = statementsOf(input as StatementsInput).filter(
    ({ Statement }) => typeof Statement === 'string',
  )
  if (statements.length === 0) return undefined
  return directionOf(statements.map((statement) => rooms.partiql().readStatement(statement)))
}

/** Names the resource that the call draws from first. A missing table has no capacity. */
function reasonsOf(
  state: DynamoDbState,
  { table, index }: Target,
  direction: Direction,
  kind: Exceeded['kind'] | undefined,
): object[] {
  const definition = findTable(state, table)?.definition
  const [source] = definition ? drawnSources(definition, direction, index) : []
  if (!definition || !source) return []
  const limit = limitOf(source, definition.billingMode, direction)
  const { of, path } = source
  return [reasonOf({ kind: kind ?? limit.kind, direction, arn: definition.arn + path, of })]
}
