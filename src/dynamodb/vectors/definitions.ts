/** Checks, changes and describes the vector indexes of a table. */
import type { World } from '../../core/world/world.ts'
import { invalidParameter } from '../errors.ts'
import {
  attributesOf,
  buildVectorIndex,
  sortByName,
  transitionOf,
} from '../schema/build-definition.ts'
import { checkProjectedNumber, checkProjection } from '../schema/check-indexes.ts'
import { checkDefinitions } from '../schema/check-keys.ts'
import type { TableDefinition, VectorIndexDefinition } from '../schema/definition.ts'
import { indexNotFound } from '../schema/errors.ts'
import type {
  AttributeDefinitionInput,
  CreateTableRequest,
  UpdateTableRequest,
  VectorIndexInput,
  VectorIndexUpdate,
} from '../schema/requests.ts'
import {
  checkNewName,
  newAttributes,
  projectionsOf,
  withoutIndex,
} from '../schema/update-indexes.ts'
import {
  conflictingDimensions,
  definedVector,
  MOST_DIMENSIONS,
  MOST_INLINE_FILTERS,
  MOST_VECTOR_INDEXES,
  onDemandOnly,
  oneVectorIndexTooMany,
  tooManyElements,
  tooManyVectorIndexes,
  undefinedElement,
  vectorIsKey,
  wrongDimensions,
} from './errors.ts'

type Creation = Pick<CreateTableRequest, 'VectorIndexes' | 'AttributeDefinitions' | 'BillingMode'>

/** Checks the vector indexes of CreateTable. Unverified: the order of these checks. */
export function checkVectorIndexes(request: Creation): void {
  const { VectorIndexes: indexes = [], AttributeDefinitions, BillingMode } = request
  // Unverified: the wording, which is that of global indexes.
  if (indexes.length === 0) throw invalidParameter('List of VectorIndexes is empty')
  for (const index of indexes) checkShape(index)
  if (BillingMode !== 'PAY_PER_REQUEST') throw onDemandOnly()
  if (indexes.length > MOST_VECTOR_INDEXES) throw tooManyVectorIndexes()
  for (const index of indexes) checkAttributes(index, AttributeDefinitions)
  for (const index of indexes) checkProjection(index.Projection)
  checkDimensions(indexes.map(toAttribute))
}

function checkShape({ SearchSchema = [], Dimensions }: VectorIndexInput): void {
  for (const [role, most] of [
    ['HASH', 1],
    ['INLINE_FILTER', MOST_INLINE_FILTERS],
  ] as const) {
    const count = SearchSchema.filter((each) => each.SearchSchemaElementType === role).length
    if (count > most) throw tooManyElements(role, count, most)
  }
  if (Dimensions > MOST_DIMENSIONS) throw wrongDimensions()
}

function checkAttributes(
  { VectorAttribute: { AttributeName }, SearchSchema = [] }: VectorIndexInput,
  definitions: readonly AttributeDefinitionInput[],
): void {
  const isDefined = (name: string): boolean =>
    definitions.some((definition) => definition.AttributeName === name)
  if (isDefined(AttributeName)) throw definedVector(AttributeName)
  if (!SearchSchema.every((element) => isDefined(element.AttributeName))) throw undefinedElement()
}

interface VectorAttribute {
  readonly attribute: string
  readonly dimensions: number
}

const toAttribute = (index: VectorIndexInput): VectorAttribute => ({
  attribute: index.VectorAttribute.AttributeName,
  dimensions: index.Dimensions,
})

function checkDimensions(attributes: readonly VectorAttribute[]): void {
  const known = new Map<string, number>()
  for (const { attribute, dimensions } of attributes) {
    if ((known.get(attribute) ?? dimensions) !== dimensions) throw conflictingDimensions(attribute)
    known.set(attribute, dimensions)
  }
}

/** The checks of UpdateTable that need only the request. */
export function checkVectorUpdates({
  VectorIndexUpdates: updates = [],
  AttributeDefinitions = [],
}: UpdateTableRequest): void {
  for (const { Create, Delete } of updates) {
    if (!Create === !Delete) {
      // Unverified: the wording, which is that of global indexes.
      throw invalidParameter(
        'One of VectorIndexUpdate.Create, VectorIndexUpdate.Delete must not be null',
      )
    }
    if (!Create) continue
    checkShape(Create)
    checkDefinitions(AttributeDefinitions)
    checkAttributes(Create, AttributeDefinitions)
    checkProjection(Create.Projection)
  }
}

/** Applies UpdateTable. The caller has checked that nothing else builds or deletes an index. */
export const updateVectorIndexes = (
  definition: TableDefinition,
  updates: readonly VectorIndexUpdate[],
  request: UpdateTableRequest,
  world: World,
): TableDefinition =>
  updates.reduce(
    (next, { Create, Delete }) =>
      Create
        ? createIndex(next, Create, request, world)
        : Delete
          ? deleteIndex(next, Delete.IndexName, world)
          : next,
    definition,
  )

function createIndex(
  definition: TableDefinition,
  input: VectorIndexInput,
  request: UpdateTableRequest,
  world: World,
): TableDefinition {
  const { vectorIndexes, billingMode } = definition
  if (billingMode !== 'PAY_PER_REQUEST') throw onDemandOnly()
  checkNewName(definition, input.IndexName)
  if (vectorIndexes.length >= MOST_VECTOR_INDEXES) throw oneVectorIndexTooMany()
  checkProjectedNumber([input, ...projectionsOf(definition)])
  checkIsNoKey(definition, toAttribute(input))
  checkDimensions([...vectorIndexes, toAttribute(input)])
  const elements = (input.SearchSchema ?? []).map(({ AttributeName, SearchSchemaElementType }) => ({
    AttributeName,
    KeyType: SearchSchemaElementType,
  }))
  const added = newAttributes(definition, elements, request)
  const transition = transitionOf(world, 'CREATING')
  return {
    ...definition,
    attributes: sortByName([...definition.attributes, ...added]),
    vectorIndexes: [
      ...vectorIndexes,
      {
        ...buildVectorIndex(input, attributesOf(request.AttributeDefinitions ?? [])),
        backfills: true,
        ...(transition && { transition }),
      },
    ],
  }
}

function checkIsNoKey(
  { attributes, key }: TableDefinition,
  { attribute, dimensions }: VectorAttribute,
): void {
  const known = attributes.find(({ name }) => name === attribute)
  if (!known) return
  const isSort = key.sort.some(({ name }) => name === attribute)
  throw vectorIsKey(known, isSort ? 'RANGE' : 'HASH', dimensions)
}

function deleteIndex(definition: TableDefinition, name: string, world: World): TableDefinition {
  const { vectorIndexes } = definition
  if (!vectorIndexes.some((index) => index.name === name)) {
    throw indexNotFound(name, definition.name)
  }
  const transition = transitionOf(world, 'DELETING')
  if (!transition) return withoutIndex(definition, name)
  return {
    ...definition,
    vectorIndexes: vectorIndexes.map((index) =>
      index.name === name ? { ...index, transition } : index,
    ),
  }
}

/** The index of a backup that a restore asks for, under its new name. */
export const findMatching = (
  input: VectorIndexInput,
  indexes: readonly VectorIndexDefinition[],
): VectorIndexDefinition | undefined => {
  const asked = print(input)
  const found = indexes.find((index) => print(describeVectorSettings(index)) === asked)
  return found && { ...found, name: input.IndexName }
}

const print = (input: VectorIndexInput): string =>
  JSON.stringify([
    input.VectorAttribute.AttributeName,
    input.Dimensions,
    input.DistanceFunction,
    (input.SearchSchema ?? []).map((each) => [each.AttributeName, each.SearchSchemaElementType]),
    input.Projection.ProjectionType,
    [...(input.Projection.NonKeyAttributes ?? [])].sort(),
  ])

/** The settings of an index, as DescribeBackup shows them. */
export const describeVectorSettings = (index: VectorIndexDefinition): VectorIndexInput => ({
  IndexName: index.name,
  ...(index.schema.length > 0 && {
    SearchSchema: index.schema.map(({ attribute, role }) => ({
      AttributeName: attribute.name,
      SearchSchemaElementType: role,
    })),
  }),
  Projection: {
    ProjectionType: index.projection.type,
    ...(index.projection.type === 'INCLUDE' && {
      NonKeyAttributes: index.projection.nonKeyAttributes,
    }),
  },
  VectorAttribute: { AttributeName: index.attribute },
  Dimensions: index.dimensions,
  DistanceFunction: index.distance,
})

/** AWS: API_VectorIndexDescription.html */
export const describeVectorIndex = (
  index: VectorIndexDefinition,
  { arn }: Pick<TableDefinition, 'arn'>,
  { size, bytes }: { readonly size: number; readonly bytes: number },
  status: string,
): object => ({
  ...describeVectorSettings(index),
  IndexStatus: status,
  // AWS: VectorSearchWorkingWith.html: the member is gone when the index is ACTIVE.
  ...(status === 'CREATING' && index.backfills && { Backfilling: true }),
  IndexSizeBytes: bytes,
  ItemCount: size,
  IndexArn: `${arn}/index/${index.name}`,
})
