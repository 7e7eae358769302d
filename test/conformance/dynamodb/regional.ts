/** What regions answer differently while AWS renews its validation. */
import { av, group, N, refused, S, type DataCase, type Step } from './case.ts'
import { SOURCES } from './observed/sources.ts'

const ENVELOPE = '1 validation error detected: '
const FAILED = 'failed to satisfy constraint: Member must'
const INVALID = 'One or more parameter values were invalid: '
const ENUM = 'satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]'

interface Fault {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly call: Omit<Step, 'error' | 'output' | 'includes'>
  readonly classic: string
  readonly renewed: string
  /** Regions of the two kinds. */
  readonly regions?: Readonly<Record<'classic' | 'renewed', readonly string[]>>
}

/** Most regions are renewed, and a region that no observation names behaves like most. */
const MOST = {
  classic: ['me-central-1', 'eu-south-2'],
  renewed: ['us-east-1', 'eu-west-2', 'sa-east-1', 'local'],
}

const inRegions = (fault: Fault): DataCase[] => {
  const { id, title, source, call, classic, renewed, regions = MOST } = fault
  const each = (names: readonly string[], message: string): DataCase[] =>
    names.map((region) => ({
      id: `${id}-in-${region}`,
      title: `${title} (${region})`,
      source,
      region,
      tables: ['simple'],
      steps: [{ ...call, ...refused(message) }],
    }))
  return [...each(regions.classic, classic), ...each(regions.renewed, renewed)]
}

const call = (operation: string, input: object): Fault['call'] => ({
  operation,
  input: { TableName: 'simple', ...input },
})
const put = (more: object): Fault['call'] => call('PutItem', { Item: av({ pk: 'a' }), ...more })
const update = (more: object): Fault['call'] =>
  call('UpdateItem', { Key: av({ pk: 'a' }), ...more })
const remove = (more: object): Fault['call'] =>
  call('DeleteItem', { Key: av({ pk: 'a' }), ...more })
const get = (key: object): Fault['call'] => call('GetItem', { Key: key })
const values = (value: object): object => ({ ExpressionAttributeValues: { ':a': value } })

const NOT_A_NUMBER = 'The parameter cannot be converted to a numeric value: abc'
const EMPTY = `${INVALID}An string set  may not be empty`
const wrapped = (message: string): string =>
  `ExpressionAttributeValues contains invalid value: ${message} for key :a`

/** Told bare, or in an envelope. */
const enveloped: Fault[] = (
  [
    ['put-empty-set', 'A set has elements.', put({ Item: { pk: S('a'), v: { SS: [] } } }), EMPTY],
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
      put(values(N(1))),
      'ExpressionAttributeValues can only be specified when using expressions',
      ': ConditionExpression is null',
    ],
    [
      'update-values-without-expression',
      'Values need an expression.',
      update(values(N(1))),
      'ExpressionAttributeValues can only be specified when using expressions',
      ': UpdateExpression and ConditionExpression are null',
    ],
    [
      'delete-values-without-expression',
      'Values need an expression.',
      remove(values(N(1))),
      'ExpressionAttributeValues can only be specified when using expressions',
      ': ConditionExpression is null',
    ],
    [
      'put-empty-expression',
      'An expression is not empty.',
      put({ ConditionExpression: '' }),
      'Invalid ConditionExpression: The expression can not be empty;',
    ],
    [
      'update-empty-expression',
      'An expression is not empty.',
      update({ UpdateExpression: '' }),
      'Invalid UpdateExpression: The expression can not be empty;',
    ],
    [
      'delete-empty-expression',
      'An expression is not empty.',
      remove({ ConditionExpression: '' }),
      'Invalid ConditionExpression: The expression can not be empty;',
    ],
    [
      'update-undefined-value',
      'Values of expressions are defined.',
      update({ UpdateExpression: 'SET a = :a' }),
      'Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :a',
    ],
    [
      'put-number',
      'A number is a number.',
      put({ Item: { pk: S('a'), v: N('abc') } }),
      NOT_A_NUMBER,
    ],
    ['delete-number', 'A number is a number.', remove({ Key: { pk: N('abc') } }), NOT_A_NUMBER],
  ] as const
).map(([id, title, step, message, suffix = '']) => ({
  id,
  title,
  source: SOURCES.renewed,
  call: step,
  classic: message + suffix,
  renewed: `${ENVELOPE}${message}`,
}))

/** Told with the name of the value in the expression, or without. */
const unwrapped: Fault[] = (
  [
    [
      'put-condition-number',
      put({ ConditionExpression: 'x = :a', ...values(N('abc')) }),
      NOT_A_NUMBER,
      ENVELOPE,
    ],
    [
      'update-empty-set',
      update({ UpdateExpression: 'SET x = :a', ...values({ SS: [] }) }),
      EMPTY,
      ENVELOPE,
    ],
    [
      'delete-condition-number',
      remove({ ConditionExpression: 'x = :a', ...values(N('abc')) }),
      NOT_A_NUMBER,
      ENVELOPE,
    ],
    [
      'query-number',
      call('Query', { KeyConditionExpression: 'pk = :a', ...values(N('abc')) }),
      NOT_A_NUMBER,
      '',
    ],
  ] as const
).map(([id, step, message, envelope]) => ({
  id,
  title: 'A value of an expression is named, or not.',
  source: SOURCES.renewed,
  call: step,
  classic: wrapped(message),
  renewed: envelope + message,
}))

const words: Fault[] = [
  {
    id: 'get-empty-number',
    title: 'An empty number is quoted, or not.',
    source: SOURCES.renewed,
    call: get({ pk: N('') }),
    classic: 'The parameter cannot be converted to a numeric value',
    renewed: 'The parameter cannot be converted to a numeric value: ',
  },
  {
    id: 'get-duplicates',
    title: 'Duplicates are quoted, or not.',
    source: SOURCES.renewed,
    call: get({ pk: { SS: ['a', 'a'] } }),
    classic: `${INVALID}Input collection [a, a] contains duplicates.`,
    renewed: `${INVALID}Input collection ["a", "a"] contains duplicates.`,
  },
  {
    id: 'get-duplicate-numbers',
    title: 'Duplicates of numbers have the beginning of other duplicates, or not.',
    source: SOURCES.renewed,
    call: get({ pk: { NS: ['1', '1'] } }),
    classic: 'Input collection contains duplicates',
    renewed: `${INVALID}Input collection contains duplicates.`,
  },
]

const select: Fault = {
  id: 'query-select',
  title: 'SPECIFIC_ATTRIBUTES wants a projection.',
  source: SOURCES.query,
  regions: { classic: ['us-east-1'], renewed: ['eu-west-2'] },
  call: call('Query', {
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': S('a') },
    Select: 'SPECIFIC_ATTRIBUTES',
  }),
  classic:
    'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
  renewed: `${ENVELOPE}Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES`,
}

const counted: Fault[] = [
  {
    id: 'put-two-faults',
    title: 'An empty table name is told together with other faults, or by itself.',
    source: SOURCES.renewed,
    call: put({ TableName: '', ReturnValues: 'SOME' }),
    classic: `2 validation errors detected: Value '' at 'tableName' ${FAILED} have length greater than or equal to 1; Value 'SOME' at 'returnValues' ${FAILED} ${ENUM}`,
    renewed: `${ENVELOPE}Value at 'TableName' ${FAILED} have length greater than or equal to 1`,
  },
  {
    id: 'update-two-faults',
    title: 'UpdateItem counts its faults, or stops at the first.',
    source: SOURCES.renewed,
    call: update({ ReturnValues: 'SOME', ReturnConsumedCapacity: 'SOME' }),
    classic: `2 validation errors detected: Value 'SOME' at 'returnConsumedCapacity' ${FAILED} satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'SOME' at 'returnValues' ${FAILED} ${ENUM}`,
    renewed: `${ENVELOPE}Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]`,
  },
  {
    id: 'put-wrong-name',
    title: 'A name of wrong characters is shown everywhere.',
    source: SOURCES.renewed,
    call: put({ TableName: 'a b' }),
    classic: `${ENVELOPE}Value 'a b' at 'tableName' ${FAILED} satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
    renewed: `${ENVELOPE}Value 'a b' at 'tableName' ${FAILED} satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
  },
]

const tooShort = `${ENVELOPE}Value at 'RequestItems' ${FAILED} have length greater than or equal to 1`
const token = 'x'.repeat(37)
const batches: Fault[] = [
  {
    id: 'batch-get-nothing',
    title: 'BatchGetItem wants something.',
    source: SOURCES.batchGet,
    regions: { classic: ['me-central-1'], renewed: ['us-east-1', 'eu-west-2', 'local'] },
    call: { operation: 'BatchGetItem', input: { RequestItems: {} } },
    classic: 'The requestItems parameter is required for BatchGetItem',
    renewed: tooShort,
  },
  {
    id: 'batch-write-nothing',
    title: 'BatchWriteItem wants something.',
    source: SOURCES.batchWrite,
    regions: { classic: ['us-east-1', 'eu-west-2', 'local'], renewed: ['eu-north-1'] },
    call: { operation: 'BatchWriteItem', input: { RequestItems: {} } },
    classic: 'The requestItems parameter is required for BatchWriteItem',
    renewed: tooShort,
  },
  {
    id: 'transaction-token',
    title: 'A token that is too long is told together with other faults, or by itself.',
    source: SOURCES.renewed,
    regions: {
      classic: ['us-east-1', 'eu-west-1', 'local'],
      renewed: ['ap-northeast-2', 'eu-north-1', 'eu-west-2'],
    },
    call: {
      operation: 'TransactWriteItems',
      input: {
        TransactItems: [{ Put: { TableName: 'simple', Item: av({ pk: 'a' }) } }],
        ClientRequestToken: token,
        ReturnConsumedCapacity: 'BOGUS',
      },
    },
    classic: `2 validation errors detected: Value '${token}' at 'clientRequestToken' ${FAILED} have length less than or equal to 36; Value 'BOGUS' at 'returnConsumedCapacity' ${FAILED} satisfy enum value set: [INDEXES, TOTAL, NONE]`,
    renewed: `${ENVELOPE}Value at 'ClientRequestToken' ${FAILED} have length less than or equal to 36`,
  },
]

export const regionalCases = group(
  'regional',
  [...enveloped, ...unwrapped, ...words, select, ...counted, ...batches].flatMap(inRegions),
)
