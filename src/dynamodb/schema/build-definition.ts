/** Builds the definition of a table from a checked CreateTable request. */
import { formatArn } from '../../core/arn.ts'
import { transitionMilliseconds } from '../options.ts'
import type { World } from '../../core/world/world.ts'
import { firstNotHash } from './check-keys.ts'
import { asksForKey, checkTableClass, checkTags, keyArnOf } from './check-settings.ts'
import type {
  Encryption,
  IndexDefinition,
  KeyAttribute,
  KeySchema,
  Projection,
  TableDefinition,
  Throughput,
  Transition,
  Units,
  VectorIndexDefinition,
} from './definition.ts'
import type {
  AttributeDefinitionInput,
  CreateTableRequest,
  EncryptionInput,
  GlobalIndexInput,
  KeySchemaElement,
  KeySchemaInput,
  LocalIndexInput,
  OnDemandInput,
  ProjectionInput,
  ThroughputInput,
  VectorIndexInput,
  WarmInput,
} from './requests.ts'

export const tableArn = ({ options: { region, accountId } }: World, name: string): string =>
  formatArn('dynamodb', region, accountId, `table/${name}`)

/** The transition that starts now. Undefined where changes take no time, which is the default. */
export function transitionOf(world: World, status: Transition['status']): Transition | undefined {
  const milliseconds = transitionMilliseconds(world)
  return milliseconds === 0 ? undefined : { status, until: world.clock.now() + milliseconds }
}

export function buildDefinition(request: CreateTableRequest, world: World): TableDefinition {
  const now = world.clock.now()
  const defined = attributesOf(request.AttributeDefinitions)
  const onDemand = request.BillingMode === 'PAY_PER_REQUEST'
  const transition = transitionOf(world, 'CREATING')
  const tableClass = checkTableClass(request.TableClass)
  const encryption = buildEncryption(request.SSESpecification, 'CreateTable', world)
  return {
    name: request.TableName,
    arn: tableArn(world, request.TableName),
    id: world.ids.uuid('table'),
    createdAt: now,
    key: buildKey(request.KeySchema, defined),
    attributes: sortByName(request.AttributeDefinitions.map(toKeyAttribute)),
    indexes: [
      ...(request.LocalSecondaryIndexes ?? []).map((index) => buildLocalIndex(index, defined)),
      ...(request.GlobalSecondaryIndexes ?? []).map((index) => ({
        ...buildGlobalIndex(index, defined),
        ...(transition && { transition }),
      })),
    ],
    vectorIndexes: (request.VectorIndexes ?? []).map((index) => ({
      ...buildVectorIndex(index, defined),
      ...(transition && { transition }),
    })),
    billingMode: onDemand ? 'PAY_PER_REQUEST' : 'PROVISIONED',
    ...(onDemand && { onDemandSince: now }),
    throughput: toThroughput(request.ProvisionedThroughput),
    ...optional('onDemand', toOnDemand(request.OnDemandThroughput)),
    ...optional('warm', toWarm(request.WarmThroughput)),
    ...optional('transition', transition),
    ...optional('encryption', encryption),
    ...(tableClass && { tableClass: { name: tableClass } }),
    deletionProtection: request.DeletionProtectionEnabled === true,
    tags: checkTags(request.Tags ?? []),
  }
}

/** `{ name: value }`, or `{}` when the value is undefined. */
export const optional = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [key in Name]?: Value } =>
  value === undefined ? {} : ({ [name]: value } as { [key in Name]: Value })

const toKeyAttribute = (definition: AttributeDefinitionInput): KeyAttribute => ({
  name: definition.AttributeName,
  type: definition.AttributeType,
})

/**
 * AWS (measured, 2026): DDB-TABLE-125: DescribeTable lists definitions in the order of their names.
 */
export const sortByName = (attributes: readonly KeyAttribute[]): KeyAttribute[] =>
  [...attributes].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

/** Defined attributes by name. */
type Defined = ReadonlyMap<string, KeyAttribute>

export const attributesOf = (definitions: readonly AttributeDefinitionInput[]): Defined =>
  new Map(definitions.map((entry) => [entry.AttributeName, toKeyAttribute(entry)]))

// check-keys.ts has checked that the key begins with HASH and that its attributes are defined.
const buildKey = (elements: KeySchemaInput, defined: Defined): KeySchema => {
  const part = (kind: KeySchemaElement['KeyType']): KeyAttribute[] =>
    elements.flatMap(({ AttributeName, KeyType }) =>
      KeyType === kind ? (defined.get(AttributeName) ?? []) : [],
    )
  const [first, ...more] = part('HASH')
  if (!first) throw firstNotHash()
  return { partition: [first, ...more], sort: part('RANGE') }
}

const buildProjection = ({
  ProjectionType = 'ALL',
  NonKeyAttributes,
}: ProjectionInput): Projection => ({
  type: ProjectionType,
  nonKeyAttributes: [...(NonKeyAttributes ?? [])].sort(),
})

const buildLocalIndex = (index: LocalIndexInput, defined: Defined): IndexDefinition => ({
  name: index.IndexName,
  kind: 'local',
  key: buildKey(index.KeySchema, defined),
  projection: buildProjection(index.Projection),
})

export const buildGlobalIndex = (index: GlobalIndexInput, defined: Defined): IndexDefinition => ({
  name: index.IndexName,
  kind: 'global',
  key: buildKey(index.KeySchema, defined),
  projection: buildProjection(index.Projection),
  throughput: toThroughput(index.ProvisionedThroughput),
  ...optional('onDemand', toOnDemand(index.OnDemandThroughput)),
  ...optional('warm', toWarm(index.WarmThroughput)),
})

export const buildVectorIndex = (
  index: VectorIndexInput,
  defined: Defined,
): VectorIndexDefinition => ({
  name: index.IndexName,
  attribute: index.VectorAttribute.AttributeName,
  dimensions: index.Dimensions,
  distance: index.DistanceFunction,
  schema: (index.SearchSchema ?? []).flatMap(({ AttributeName, SearchSchemaElementType }) => {
    const attribute = defined.get(AttributeName)
    return attribute ? [{ attribute, role: SearchSchemaElementType }] : []
  }),
  projection: buildProjection(index.Projection),
})

export const toThroughput = (throughput: ThroughputInput | undefined): Throughput => ({
  read: throughput?.ReadCapacityUnits ?? 0,
  write: throughput?.WriteCapacityUnits ?? 0,
  decreasesToday: 0,
})

/** Undefined when both are. AWS (measured, 2026): AWS accepts `{}` and stores nothing. */
const toUnits = (read: number | undefined, write: number | undefined): Units | undefined =>
  read === undefined && write === undefined
    ? undefined
    : { ...optional('read', read), ...optional('write', write) }

export const toOnDemand = (input: OnDemandInput | undefined): Units | undefined =>
  toUnits(input?.MaxReadRequestUnits, input?.MaxWriteRequestUnits)
export const toWarm = (input: WarmInput | undefined): Units | undefined =>
  toUnits(input?.ReadUnitsPerSecond, input?.WriteUnitsPerSecond)

export function buildEncryption(
  input: EncryptionInput | undefined,
  operation: string,
  world: World,
): Encryption | undefined {
  if (!input || !asksForKey(input)) return undefined
  const { region, accountId } = world.options
  const keyArn = keyArnOf(
    input.KMSMasterKeyId,
    operation,
    (id) => formatArn('kms', region, accountId, `key/${id}`),
    () => world.ids.uuid('kms-key'),
  )
  return { keyArn }
}
