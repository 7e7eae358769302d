/** The limit of 400 KB, write by write and region by region. */
import { group, refused, S, type DataCase, type Step } from '../case.ts'
import { SOURCES } from './sources.ts'

const MAX = 409_600
const PUT = 'Item size has exceeded the maximum allowed size'
const UPDATE = 'Item size to update has exceeded the maximum allowed size'

/** A value with `bytes` bytes: the item `pk`, `b` with such a value has 4 bytes more. */
const text = (bytes: number): { S: string } => S('x'.repeat(bytes))
const Key = { pk: S('k') }

const update = (bytes: number, more: object = {}): Step['input'] => ({
  TableName: 'simple',
  Key,
  UpdateExpression: 'SET b = :b',
  ExpressionAttributeValues: { ':b': text(bytes) },
  ...more,
})

interface Limit {
  readonly id: string
  readonly title: string
  readonly operation: string
  readonly region?: string
  readonly before?: readonly Step[]
  /** The input that writes an attribute `b` with so many bytes. */
  readonly input: (bytes: number) => object
  /** The most bytes. */
  readonly most: number
  readonly refusal: Pick<Step, 'error'>
}

const cancelled: Pick<Step, 'error'> = {
  error: {
    name: 'TransactionCanceledException',
    fields: { CancellationReasons: [{ Code: 'ValidationError', Message: UPDATE }] },
  },
}
const stored = (Item: object): Step => ({
  operation: 'PutItem',
  input: { TableName: 'simple', Item: { ...Key, ...Item } },
})

const FLAT = ['eu-west-1', 'us-east-2', 'ca-central-1', 'eu-central-2', 'ap-south-2']
const CHARGING = ['us-east-1', 'eu-west-2', 'us-west-2']

const limits: readonly Limit[] = [
  ...CHARGING.map((region): Limit => ({
    id: `clause-in-${region}`,
    title: `A clause of UpdateItem costs 22 bytes beside its name and value (${region}).`,
    region,
    operation: 'UpdateItem',
    input: (bytes) => update(bytes),
    most: MAX - 23,
    refusal: refused(UPDATE),
  })),
  ...FLAT.map((region): Limit => ({
    id: `flat-in-${region}`,
    title: `The updated item has at most 409,600 bytes (${region}).`,
    region,
    operation: 'UpdateItem',
    input: (bytes) => update(bytes),
    most: MAX - 4,
    refusal: refused(UPDATE),
  })),
  {
    id: 'attribute-without-clause',
    title: 'An attribute that the update does not name is free until the item is too large.',
    before: [stored({ u: text(17) })],
    operation: 'UpdateItem',
    input: (bytes) => update(bytes),
    most: MAX - 23,
    refusal: refused(UPDATE),
  },
  {
    id: 'finished-item',
    title: 'The updated item counts where it is larger than the clauses.',
    before: [stored({ u: text(1000) })],
    operation: 'UpdateItem',
    input: (bytes) => update(bytes),
    most: MAX - 1005,
    refusal: refused(UPDATE),
  },
  {
    id: 'transaction-put',
    title: 'A Put of a transaction that is too large is an error of the request.',
    operation: 'TransactWriteItems',
    input: (bytes) => ({
      TransactItems: [{ Put: { TableName: 'simple', Item: { ...Key, b: text(bytes) } } }],
    }),
    most: MAX - 4,
    refusal: refused(PUT),
  },
  {
    id: 'transaction-update',
    title: 'An Update of a transaction that makes an item too large cancels it.',
    operation: 'TransactWriteItems',
    input: (bytes) => ({ TransactItems: [{ Update: update(bytes) }] }),
    most: MAX - 4,
    refusal: cancelled,
  },
  {
    id: 'transaction-update-with-more',
    title: 'The attributes that an Update of a transaction does not name count, too.',
    before: [stored({ u: text(1000) })],
    operation: 'TransactWriteItems',
    input: (bytes) => ({ TransactItems: [{ Update: update(bytes) }] }),
    most: MAX - 1005,
    refusal: cancelled,
  },
  {
    id: 'partiql-update',
    title: 'The item after a PartiQL UPDATE has at most 409,600 bytes.',
    before: [stored({ u: text(1000) })],
    operation: 'ExecuteStatement',
    input: (bytes) => ({
      Statement: `UPDATE "simple" SET b = ? WHERE pk = 'k'`,
      Parameters: [text(bytes)],
    }),
    most: MAX - 1005,
    refusal: refused(UPDATE),
  },
]

export const itemSize = group(
  'item-size',
  limits.map(({ id, title, region, before = [], operation, input, most, refusal }): DataCase => ({
    id,
    title,
    source: SOURCES.limits,
    ...(region !== undefined && { region }),
    tables: ['simple'],
    steps: [
      ...before,
      { operation, input: input(most + 1), ...refusal },
      { operation, input: input(most) },
    ],
  })),
)
