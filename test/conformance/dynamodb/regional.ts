/** What regions answer differently while AWS renews its validation, once as in `us-east-1`, once as in a region whose validation is renewed. */
import { av, group, N, refused, S, type DataCase, type Step } from './case.ts'

const ENVELOPE = '1 validation error detected: '
const FAILED = 'failed to satisfy constraint: Member must'
const INVALID = 'One or more parameter values were invalid: '
const ENUM = 'satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]'
const RENEWAL = 'https://martinhicks.dev/articles/dynamodb-changed-its-validation-errors'
const ENVELOPED = 'https://github.com/nubo-db/dynoxide/pull/152'
const STOPS = 'https://github.com/nubo-db/dynoxide/issues/83'

interface Fault {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly call: Omit<Step, 'error' | 'output' | 'includes'>
  readonly classic: string
  readonly renewed: string
  /** Regions of the two kinds; `us-east-1` and `eu-west-2` unless said. */
  readonly regions?: readonly [classic: string, renewed: string]
}

const inBoth = (fault: Fault): DataCase[] => {
  const { id, title, source, call, classic, renewed, regions = ['us-east-1', 'eu-west-2'] } = fault
  return [[regions[0], classic] as const, [regions[1], renewed] as const].map(
    ([region, message]) => ({
      id: `${id}-in-${region}`,
      title: `${title} (${region})`,
      source,
      region,
      tables: ['simple'],
      steps: [{ ...call, ...refused(message) }],
    }),
  )
}

const call = (operation: string, input: object): Fault['call'] => ({
  operation,
  input: { TableName: 'simple', ...input },
})
const put = (more: object): Fault['call'] => call('PutItem', { Item: av({ pk: 'a' }), ...more })
const update = (more: object): Fault['call'] =>
  call('UpdateItem', { Key: av({ pk: 'a' }), ...more })

/** Told bare, or in an envelope. */
const enveloped: Fault[] = (
  [
    [
      'put-empty-set',
      'A set has elements.',
      put({ Item: { pk: S('a'), v: { SS: [] } } }),
      `${INVALID}An string set  may not be empty`,
    ],
    [
      'put-null-false',
      'NULL is true.',
      put({ Item: { pk: S('a'), v: { NULL: false } } }),
      `${INVALID}Null attribute value types must have the value of true`,
    ],
    [
      'put-return-values',
      'PutItem returns the old item or nothing.',
      put({ ReturnValues: 'ALL_NEW' }),
      'ReturnValues can only be ALL_OLD or NONE',
    ],
    [
      'put-values-without-expression',
      'Values need an expression.',
      put({ ExpressionAttributeValues: { ':x': N(1) } }),
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ],
    [
      'update-undefined-value',
      'Values of expressions are defined.',
      update({ UpdateExpression: 'SET a = :a' }),
      'Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :a',
    ],
    [
      'query-select',
      'SPECIFIC_ATTRIBUTES wants a projection.',
      call('Query', {
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': S('a') },
        Select: 'SPECIFIC_ATTRIBUTES',
      }),
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    ],
  ] as const
).map(([id, title, step, message]) => ({
  id,
  title,
  source: ENVELOPED,
  call: step,
  classic: message,
  renewed: `${ENVELOPE}${message}`,
}))

const counted: Fault[] = [
  {
    id: 'put-two-faults',
    title: 'An empty table name is told together with other faults, or by itself.',
    source: RENEWAL,
    call: put({ TableName: '', ReturnValues: 'SOME' }),
    classic: `2 validation errors detected: Value '' at 'tableName' ${FAILED} have length greater than or equal to 1; Value 'SOME' at 'returnValues' ${FAILED} ${ENUM}`,
    renewed: `${ENVELOPE}Value at 'TableName' ${FAILED} have length greater than or equal to 1`,
  },
  {
    id: 'update-two-faults',
    title: 'UpdateItem counts its faults, or stops at the first.',
    source: STOPS,
    call: update({ ReturnValues: 'SOME', ReturnConsumedCapacity: 'SOME' }),
    classic: `2 validation errors detected: Value 'SOME' at 'returnConsumedCapacity' ${FAILED} satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'SOME' at 'returnValues' ${FAILED} ${ENUM}`,
    renewed: `${ENVELOPE}Value at 'ReturnValues' ${FAILED} ${ENUM}`,
  },
]

const tooShort = `${ENVELOPE}Value at 'RequestItems' ${FAILED} have length greater than or equal to 1`
const batches: Fault[] = [
  {
    id: 'batch-get-nothing',
    title: 'BatchGetItem wants something.',
    source: 'https://github.com/nubo-db/dynoxide/pull/198',
    regions: ['me-central-1', 'us-east-1'],
    call: { operation: 'BatchGetItem', input: { RequestItems: {} } },
    classic: 'The requestItems parameter is required for BatchGetItem',
    renewed: tooShort,
  },
  {
    id: 'batch-write-nothing',
    title: 'BatchWriteItem wants something.',
    source: 'https://github.com/paritysuite/dynamodb-conformance/pull/167',
    regions: ['us-east-1', 'eu-north-1'],
    call: { operation: 'BatchWriteItem', input: { RequestItems: {} } },
    classic: 'The requestItems parameter is required for BatchWriteItem',
    renewed: tooShort,
  },
]

export const regionalCases = group(
  'regional',
  [...enveloped, ...counted, ...batches].flatMap(inBoth),
)
