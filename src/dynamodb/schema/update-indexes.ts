/**
 * Applies UpdateTable to a table's global indexes.
 * AWS (measured, 2026): DDB-TABLE-151, 159, 164, 169, 380.
 */
import type { World } from '../../core/world/world.ts'
import { attributesOf, buildGlobalIndex, sortByName, transitionOf } from './build-definition.ts'
import { checkProjectedNumber, MOST_GLOBAL_INDEXES } from './check-indexes.ts'
import { checkUnits, INITIAL_ON_DEMAND } from './check-throughput.ts'
import type { IndexDefinition, KeyAttribute, TableDefinition } from './definition.ts'
import { statusAt, withUsedAttributes } from './definition.ts'
import { invalidParameter, validation } from '../errors.ts'
import { indexNotFound, limitExceeded, oneIndexAtATime, stillInUse } from './errors.ts'
import type {
  GlobalIndexInput,
  ProjectionInput,
  UpdateIndexInput,
  UpdateTableRequest,
} from './requests.ts'
import { changeThroughput, mergePeaks, mergeWarm, unchanged } from './update-definition.ts'
import { rooms } from '../rooms.ts'

const MOST_UNITS = 1_000_000_000_000

export function updateIndexes(
  definition: TableDefinition,
  request: UpdateTableRequest,
  world: World,
): TableDefinition {
  const { GlobalSecondaryIndexUpdates: updates = [], VectorIndexUpdates: vectors = [] } = request
  if (updates.length === 0 && vectors.length === 0) return definition
  checkOneAtATime(definition, request, world.clock.now())
  let next = definition
  for (const { Update, Create, Delete } of updates) {
    if (Update) next = updateIndex(next, Update, world)
    else if (Create) next = createIndex(next, Create, request, world)
    else if (Delete) next = deleteIndex(next, Delete.IndexName, world)
  }
  if (vectors.length === 0) return next
  return rooms.vectors().updateVectorIndexes(next, vectors, request, world)
}

function checkOneAtATime(
  { indexes, vectorIndexes }: TableDefinition,
  {
    GlobalSecondaryIndexUpdates: updates = [],
    VectorIndexUpdates: vectors = [],
  }: UpdateTableRequest,
  now: number,
): void {
  const builds = [...updates, ...vectors].filter(({ Create, Delete }) => Create ?? Delete)
  if (builds.length === 0) return
  const busy = [...indexes, ...vectorIndexes].some(({ transition }) => {
    const status = statusAt(transition, now)
    return status === 'CREATING' || status === 'DELETING'
  })
  if (builds.length > 1 || busy) throw oneIndexAtATime()
}

function findIndex(definition: TableDefinition, name: string, verb: string): IndexDefinition {
  const index = definition.indexes.find((entry) => entry.name === name)
  if (!index) throw indexNotFound(name, definition.name)
  if (index.kind === 'local') {
    throw validation(`Cannot ${verb} an index that is not a GlobalSecondaryIndex: ${name}`)
  }
  return index
}

function updateIndex(
  definition: TableDefinition,
  input: UpdateIndexInput,
  world: World,
): TableDefinition {
  const { IndexName, ProvisionedThroughput, OnDemandThroughput, WarmThroughput } = input
  checkBounds(ProvisionedThroughput)
  const index = findIndex(definition, IndexName, 'update')
  const now = world.clock.now()
  if (statusAt(index.transition, now) === 'UPDATING') {
    throw stillInUse(`Index is being updated. Table: ${definition.name} Index`, IndexName)
  }
  const peaks = mergePeaks(index.onDemand, OnDemandThroughput, definition.billingMode, IndexName)
  checkUpdateKind(definition, input, peaks !== undefined)
  const least = definition.billingMode === 'PAY_PER_REQUEST' ? INITIAL_ON_DEMAND : index.throughput
  const current = {
    read: Math.max(index.warm?.read ?? 0, least?.read ?? 0),
    write: Math.max(index.warm?.write ?? 0, least?.write ?? 0),
  }
  const warm = mergeWarm(current, WarmThroughput, IndexName)
  const transition = transitionOf(world, 'UPDATING')
  const next: IndexDefinition = {
    ...index,
    ...(ProvisionedThroughput && {
      throughput: changeIndexThroughput(index, ProvisionedThroughput, now),
    }),
    ...(peaks && { onDemand: peaks }),
    ...(warm ? { warm } : definition.billingMode === 'PROVISIONED' && { warm: current }),
    ...(transition && { transition }),
  }
  return replaceIndex(definition, next)
}

// Recorded by peers from AWS: indexes that do not exist receive the same error.
function checkBounds(throughput: UpdateIndexInput['ProvisionedThroughput']): void {
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = throughput ?? {}
  if (ReadCapacityUnits <= MOST_UNITS && WriteCapacityUnits <= MOST_UNITS) return
  throw validation(
    'This operation cannot be performed with given input values. Please contact DynamoDB service team for more info: Action Blocked: IndexUpdate',
  )
}

function checkUpdateKind(
  { billingMode }: TableDefinition,
  { IndexName, ProvisionedThroughput, WarmThroughput }: UpdateIndexInput,
  hasPeaks: boolean,
): void {
  if (
    billingMode === 'PAY_PER_REQUEST' &&
    (ProvisionedThroughput || !(hasPeaks || WarmThroughput))
  ) {
    throw invalidParameter(
      `The only Updates for index: ${IndexName} when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput`,
    )
  }
  if (!ProvisionedThroughput && !hasPeaks && !WarmThroughput) {
    throw bothUnitsRequired(IndexName)
  }
}

const bothUnitsRequired = (index: string): Error =>
  invalidParameter(
    `Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: ${index}`,
  )

function changeIndexThroughput(
  { name, throughput }: IndexDefinition,
  input: NonNullable<UpdateIndexInput['ProvisionedThroughput']>,
  now: number,
): NonNullable<IndexDefinition['throughput']> {
  const old = throughput ?? { read: 0, write: 0, decreasesToday: 0 }
  if (input.ReadCapacityUnits === old.read && input.WriteCapacityUnits === old.write) {
    throw unchanged(name, old, input)
  }
  return changeThroughput(old, input, now)
}

const replaceIndex = (definition: TableDefinition, next: IndexDefinition): TableDefinition => ({
  ...definition,
  indexes: definition.indexes.map((index) => (index.name === next.name ? next : index)),
})

function createIndex(
  definition: TableDefinition,
  input: GlobalIndexInput,
  request: UpdateTableRequest,
  world: World,
): TableDefinition {
  const { indexes, billingMode } = definition
  checkNewThroughput(input, billingMode)
  checkNewName(definition, input.IndexName)
  if (indexes.filter(({ kind }) => kind === 'global').length >= MOST_GLOBAL_INDEXES) {
    throw limitExceeded(
      `Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of ${MOST_GLOBAL_INDEXES}`,
    )
  }
  checkProjectedNumber([input, ...projectionsOf(definition)])
  const added = newAttributes(definition, input.KeySchema, request)
  const transition = transitionOf(world, 'CREATING')
  return {
    ...definition,
    attributes: sortByName([...definition.attributes, ...added]),
    indexes: [
      ...indexes,
      {
        ...buildGlobalIndex(input, attributesOf(request.AttributeDefinitions ?? [])),
        backfills: true,
        ...(transition && { transition }),
      },
    ],
  }
}

/** Checks that no index of any kind has the name. */
export function checkNewName({ indexes, vectorIndexes }: TableDefinition, name: string): void {
  if ([...indexes, ...vectorIndexes].some((index) => index.name === name)) {
    throw validation('Attempting to create an index which already exists')
  }
}

/** The projections of all indexes, for the check of their number of attributes. */
export const projectionsOf = ({
  indexes,
  vectorIndexes,
}: TableDefinition): { readonly Projection: ProjectionInput }[] =>
  [...indexes, ...vectorIndexes].map(({ projection }) => ({
    Projection: { NonKeyAttributes: projection.nonKeyAttributes },
  }))

function checkNewThroughput(input: GlobalIndexInput, billingMode: string): void {
  const { IndexName, ProvisionedThroughput } = input
  if (billingMode === 'PAY_PER_REQUEST' && ProvisionedThroughput) {
    throw invalidParameter(
      `Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: ${IndexName} when BillingMode is PAY_PER_REQUEST`,
    )
  }
  if (billingMode === 'PROVISIONED' && !ProvisionedThroughput) {
    throw bothUnitsRequired(IndexName)
  }
  if (ProvisionedThroughput) checkUnits(ProvisionedThroughput)
}

/**
 * The attributes of an index's schema that are new to the table. Known attributes must keep their
 * type.
 */
export function newAttributes(
  definition: TableDefinition,
  elements: readonly { readonly AttributeName: string; readonly KeyType: string }[],
  { AttributeDefinitions = [] }: Pick<UpdateTableRequest, 'AttributeDefinitions'>,
): KeyAttribute[] {
  const known = new Map(definition.attributes.map(({ name, type }) => [name, type]))
  const added: KeyAttribute[] = []
  const defined = attributesOf(AttributeDefinitions)
  for (const { AttributeName, KeyType } of elements) {
    const asked = defined.get(AttributeName)
    if (!asked) continue
    const type = known.get(AttributeName)
    if (type === undefined) added.push(asked)
    else if (type !== asked.type) throw redefined(definition, asked, type, KeyType)
  }
  return added
}

// Unverified: recorded by a peer for vector indexes, assumed to hold for others.
function redefined(
  { key }: TableDefinition,
  { name, type }: KeyAttribute,
  oldType: string,
  keyType: string,
): Error {
  const oldKeyType = key.sort.some((attribute) => attribute.name === name) ? 'RANGE' : 'HASH'
  return invalidParameter(
    `Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. Existing schema: Schema:[SchemaElement: key{${name}:${oldType}:${oldKeyType}}] New schema: Schema:[SchemaElement: key{${name}:${type}:${keyType}}]`,
  )
}

function deleteIndex(definition: TableDefinition, name: string, world: World): TableDefinition {
  const index = findIndex(definition, name, 'delete')
  const transition = transitionOf(world, 'DELETING')
  return transition
    ? replaceIndex(definition, { ...index, transition })
    : withoutIndex(definition, name)
}

/** Removes an index of any kind, and the definitions of attributes that no other one uses. */
export const withoutIndex = (definition: TableDefinition, name: string): TableDefinition =>
  withUsedAttributes({
    ...definition,
    indexes: definition.indexes.filter((index) => index.name !== name),
    vectorIndexes: definition.vectorIndexes.filter((index) => index.name !== name),
  })
