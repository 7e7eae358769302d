/** Checks the secondary indexes of CreateTable, in AWS's order. */
import { checkAllUsed, checkDefined, checkGlobalKey, checkKeyPair } from './check-keys.ts'
import { checkIndexThroughput } from './check-throughput.ts'
import { invalidParameter } from '../errors.ts'
import { rooms } from '../rooms.ts'
import type {
  CreateTableRequest,
  GlobalIndexInput,
  LocalIndexInput,
  ProjectionInput,
} from './requests.ts'

// AWS: ServiceQuotas.html#limits-secondary-indexes
export const MOST_GLOBAL_INDEXES = 20
const MOST_LOCAL_INDEXES = 5
const MOST_PROJECTED = 100

type IndexesOf = Pick<
  CreateTableRequest,
  | 'AttributeDefinitions'
  | 'KeySchema'
  | 'BillingMode'
  | 'LocalSecondaryIndexes'
  | 'GlobalSecondaryIndexes'
  | 'VectorIndexes'
>

export function checkIndexes(request: IndexesOf): void {
  const { AttributeDefinitions, KeySchema } = request
  const locals = request.LocalSecondaryIndexes ?? []
  const globals = request.GlobalSecondaryIndexes ?? []
  checkLists(request)
  for (const { KeySchema: keys } of locals) {
    checkDefined(keys, AttributeDefinitions)
    checkKeyPair(keys)
  }
  for (const { KeySchema: keys } of globals) {
    checkDefined(keys, AttributeDefinitions)
    checkGlobalKey(keys)
  }
  const vectors = request.VectorIndexes ?? []
  if (request.VectorIndexes) rooms.vectors().checkVectorIndexes(request)
  checkAllUsed(
    KeySchema,
    [
      ...[...locals, ...globals].map((index) => index.KeySchema),
      ...vectors.flatMap(({ SearchSchema }) => (SearchSchema ? [SearchSchema] : [])),
    ],
    AttributeDefinitions,
  )
  const names = new Set<string>()
  checkLocals(locals, KeySchema[0].AttributeName, names)
  checkGlobals(globals, request.BillingMode ?? 'PROVISIONED', names)
  for (const { IndexName } of vectors) checkName(IndexName, names)
  checkProjectedNumber([...locals, ...globals, ...vectors])
}

function checkLists(request: IndexesOf): void {
  const { LocalSecondaryIndexes: locals, GlobalSecondaryIndexes: globals, KeySchema } = request
  if (locals) {
    if (locals.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty')
    if (KeySchema.length < 2) {
      throw invalidParameter(
        'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
      )
    }
  }
  if (globals?.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty')
}

function checkLocals(
  locals: readonly LocalIndexInput[],
  tableHash: string,
  names: Set<string>,
): void {
  for (const { IndexName, KeySchema, Projection } of locals) {
    if (KeySchema.length < 2) {
      throw invalidParameter(`Index KeySchema does not have a range key for index: ${IndexName}`)
    }
    const indexHash = KeySchema[0].AttributeName
    if (indexHash !== tableHash) {
      throw invalidParameter(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${IndexName}. index hash key: ${indexHash}, table hash key: ${tableHash}`,
      )
    }
    checkProjection(Projection)
    checkName(IndexName, names)
  }
  if (locals.length > MOST_LOCAL_INDEXES) {
    throw invalidParameter(
      `Number of LocalSecondaryIndexes exceeds per-table limit of ${MOST_LOCAL_INDEXES}`,
    )
  }
}

function checkGlobals(
  globals: readonly GlobalIndexInput[],
  billingMode: string,
  names: Set<string>,
): void {
  for (const index of globals) {
    checkProjection(index.Projection)
    checkIndexThroughput(index, billingMode)
    checkName(index.IndexName, names)
  }
  if (globals.length > MOST_GLOBAL_INDEXES) {
    throw invalidParameter(
      `GlobalSecondaryIndex count exceeds the per-table limit of ${MOST_GLOBAL_INDEXES}`,
    )
  }
}

function checkName(name: string, names: Set<string>): void {
  if (names.has(name)) throw invalidParameter(`Duplicate index name: ${name}`)
  names.add(name)
}

// AWS (measured, 2026): DDB-TABLE-126
export function checkProjection({ ProjectionType, NonKeyAttributes }: ProjectionInput): void {
  if (ProjectionType === undefined) throw invalidParameter('Unknown ProjectionType: null')
  if (ProjectionType !== 'INCLUDE') {
    if (!NonKeyAttributes) return
    throw invalidParameter(`ProjectionType is ${ProjectionType}, but NonKeyAttributes is specified`)
  }
  if (!NonKeyAttributes) {
    throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified')
  }
  const seen = new Set<string>()
  for (const name of NonKeyAttributes) {
    if (seen.has(name)) throw invalidParameter(`Duplicate element in NonKeyAttributes: ${name}`)
    seen.add(name)
  }
}

// AWS: ServiceQuotas.html: 100 projected attributes in all indexes of a table together.
// Unverified: the wording.
export function checkProjectedNumber(
  indexes: readonly { readonly Projection: ProjectionInput }[],
): void {
  let count = 0
  for (const { Projection } of indexes) count += Projection.NonKeyAttributes?.length ?? 0
  if (count <= MOST_PROJECTED) return
  throw invalidParameter(
    `Number of NonKeyAttributes across all indexes exceeds the per-table limit of ${MOST_PROJECTED}`,
  )
}
