/**
 * The permissions that requests need.
 * AWS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
import { formatArn } from '../../core/arn.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { parseKeyCondition } from '../expressions/key-condition.ts'
import { scopeOf } from '../expressions/parameters.ts'
import type { QueryInput } from '../reads/query-request.ts'
import { rooms } from '../rooms.ts'
import { dynamodb } from '../service.ts'
import { findTable, tableNameOf } from '../state/state.ts'
import type { AttributeValue, Item } from '../values/values.ts'

interface Request {
  readonly TableName?: string
  readonly TargetTableName?: string
  readonly SourceTableName?: string
  readonly SourceTableArn?: string
  readonly BackupArn?: string
  readonly ResourceArn?: string
  readonly IndexName?: string
  readonly Key?: Item
  readonly Item?: Item
  readonly RequestItems?: Readonly<Record<string, unknown>>
  readonly TransactItems?: readonly Readonly<Record<string, Request | undefined>>[]
  readonly Select?: string
  readonly ReturnValues?: string
  readonly ReturnConsumedCapacity?: string
  readonly [member: string]: unknown
}

/** Every call asks for the ARN of its table. */
const arnsOf = new WeakMap<World['options'], Map<string, string>>()
const ARNS = 1_000

function tableArn({ options }: World, nameOrArn: string): string {
  let arns = arnsOf.get(options)
  if (!arns) arnsOf.set(options, (arns = new Map()))
  let arn = arns.get(nameOrArn)
  if (arn === undefined) {
    const resource = `table/${tableNameOf(nameOrArn)}`
    arn = formatArn('dynamodb', options.region, options.accountId, resource)
    if (arns.size >= ARNS) arns.clear()
    arns.set(nameOrArn, arn)
  }
  return arn
}

/** Operations about no resource, and those about all tables. */
const WITHOUT_RESOURCE: ReadonlySet<string> = new Set([
  'DescribeEndpoints',
  'DescribeLimits',
  'ListBackups',
])

const NO_INPUT: Request = {}

/** Returns the permissions that requests of an operation need. Their input may be invalid. */
export function accessesOf(operation: string): NonNullable<Operation['access']> {
  const find = accessesFor(operation)
  return (given, world) =>
    find(world, typeof given === 'object' && given !== null ? (given as Request) : NO_INPUT)
}

type FindAccesses = (world: World, input: Request) => readonly Access[]

function accessesFor(operation: string): FindAccesses {
  const action = `dynamodb:${operation}`
  if (WITHOUT_RESOURCE.has(operation)) return () => [{ action, resource: '*' }]
  // AWS: the page above: ListTables is about every table.
  if (operation === 'ListTables') return (world) => [{ action, resource: tableArn(world, '*') }]
  if (operation.startsWith('Transact'))
    return (world, input) => ofTransaction(world, operation, input)
  if (operation.includes('Execute')) return ofStatements
  const ofOne: FindAccesses = (world, input) => [
    new LazyAccess(action, resourceOf(world, input), () => contextOf(world, operation, input)),
  ]
  if (!operation.startsWith('Batch')) return ofOne
  return (world, input) =>
    input.RequestItems ? ofBatch(world, action, input) : ofOne(world, input)
}

function resourceOf(world: World, input: Request): string {
  const { BackupArn, ResourceArn, IndexName } = input
  if (BackupArn !== undefined) return BackupArn
  if (ResourceArn !== undefined) return ResourceArn
  const named = input.TableName ?? input.SourceTableName ?? input.SourceTableArn
  const table = tableArn(world, named ?? input.TargetTableName ?? '*')
  return IndexName === undefined ? table : `${table}/index/${IndexName}`
}

const ACTIONS_OF_WRITES: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
  Get: 'dynamodb:GetItem',
}

// AWS: "Using IAM with DynamoDB transactions": a transaction needs the permissions of its actions.
function ofTransaction(
  world: World,
  operation: string,
  { TransactItems = [] }: Request,
): readonly Access[] {
  return TransactItems.flatMap((item) =>
    Object.entries(item).flatMap(([kind, part]): Access[] => {
      if (!part) return []
      const action = ACTIONS_OF_WRITES[kind] ?? 'dynamodb:GetItem'
      return [
        new LazyAccess(action, resourceOf(world, part), () => ({
          ...contextOf(world, operation, part),
          'dynamodb:EnclosingOperation': operation,
        })),
      ]
    }),
  )
}

function ofBatch(
  world: World,
  action: string,
  { RequestItems = {}, ...rest }: Request,
): readonly Access[] {
  return Object.entries(RequestItems).map(
    ([table, requests]) =>
      new LazyAccess(action, tableArn(world, table), () => ({
        ...contextOf(world, action, rest),
        ...leadingKeys(world, table, itemsIn(requests)),
      })),
  )
}

/** The keys and items in a batch's requests for one table. */
function itemsIn(requests: unknown): Item[] {
  const list = Array.isArray(requests)
    ? (requests as { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]).map(
        ({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key,
      )
    : ((requests as { Keys?: Item[] } | null)?.Keys ?? [])
  return list.filter((item) => item !== undefined)
}

const ACTIONS_OF_STATEMENTS: readonly (readonly [words: RegExp, action: string])[] = [
  [/^\s*(select|exists)/i, 'dynamodb:PartiQLSelect'],
  [/^\s*insert/i, 'dynamodb:PartiQLInsert'],
  [/^\s*update/i, 'dynamodb:PartiQLUpdate'],
  [/^\s*delete/i, 'dynamodb:PartiQLDelete'],
]

// AWS: "IAM security policies with PartiQL for DynamoDB".
function ofStatements(world: World, input: Request): readonly Access[] {
  const several = input['Statements'] ?? input['TransactStatements'] ?? [input]
  return (several as { readonly Statement?: string }[]).flatMap(({ Statement = '' }): Access[] => {
    const found = ACTIONS_OF_STATEMENTS.find(([words]) => words.test(Statement))
    const target = rooms.partiql().targetInStatement(Statement)
    // The operation refuses it, unless the caller may not even read.
    if (!found || !target)
      return [{ action: 'dynamodb:PartiQLSelect', resource: tableArn(world, '*') }]
    const table = tableArn(world, target.table)
    const resource = target.index === undefined ? table : `${table}/index/${target.index}`
    return [{ action: found[1], resource }]
  })
}

/** A permission whose context is computed when a policy has a condition. */
class LazyAccess implements Access {
  readonly action: string
  readonly resource: string
  readonly #read: () => Access['context']
  #context: NonNullable<Access['context']> | undefined

  constructor(action: string, resource: string, read: () => Access['context']) {
    this.action = action
    this.resource = resource
    this.#read = read
  }

  get context(): NonNullable<Access['context']> {
    return (this.#context ??= this.#read() ?? {})
  }
}

/** AWS: "Using IAM policy conditions for fine-grained access control", the table of keys. */
function contextOf(world: World, operation: string, input: Request): Access['context'] {
  const { TableName, Key, Item, Select, ReturnValues, ReturnConsumedCapacity } = input
  const key = Key ?? Item
  const context: Record<string, string | readonly string[]> = {}
  if (TableName !== undefined && key) Object.assign(context, leadingKeys(world, TableName, [key]))
  else if (TableName !== undefined && operation === 'Query')
    Object.assign(context, leadingKeysOfQuery(world, input as QueryInput))
  if (Item) context['dynamodb:Attributes'] = Object.keys(Item)
  Object.assign(context, attributesRead(input))
  if (Select !== undefined) context['dynamodb:Select'] = Select
  if (ReturnValues !== undefined) context['dynamodb:ReturnValues'] = ReturnValues
  if (ReturnConsumedCapacity !== undefined)
    context['dynamodb:ReturnConsumedCapacity'] = ReturnConsumedCapacity
  if (operation === 'Scan') context['dynamodb:FullTableScan'] = 'true'
  return context
}

/** The top-level attributes that a request names. */
function attributesRead(input: Request): Access['context'] {
  const { AttributesToGet, ProjectionExpression, ExpressionAttributeNames = {} } = input
  if (Array.isArray(AttributesToGet)) return { 'dynamodb:Attributes': AttributesToGet.map(String) }
  if (typeof ProjectionExpression !== 'string') return undefined
  const names = ExpressionAttributeNames as Readonly<Record<string, string>>
  const paths = ProjectionExpression.split(',').map((path) => path.trim().split(/[.[]/)[0] ?? '')
  return { 'dynamodb:Attributes': paths.map((name) => names[name] ?? name) }
}

function leadingKeys(world: World, table: string, items: readonly Item[]): Access['context'] {
  const partition = partitionOf(world, table, undefined)
  if (partition === undefined) return undefined
  const values: string[] = []
  for (const item of items) {
    const text = textOf(item[partition])
    if (text !== undefined && !values.includes(text)) values.push(text)
  }
  return { 'dynamodb:LeadingKeys': values }
}

function leadingKeysOfQuery(world: World, input: QueryInput): Access['context'] {
  const partition = partitionOf(world, input.TableName, input.IndexName)
  if (partition === undefined) return undefined
  const legacy = input.KeyConditions?.[partition]?.AttributeValueList?.[0]
  const value = legacy ?? valueInExpression(input, partition)
  const text = textOf(value)
  return text === undefined ? undefined : { 'dynamodb:LeadingKeys': [text] }
}

function valueInExpression(input: QueryInput, partition: string): AttributeValue | undefined {
  const { KeyConditionExpression } = input
  if (KeyConditionExpression === undefined) return undefined
  try {
    const { clauses } = parseKeyCondition(KeyConditionExpression, scopeOf(input))
    const clause = clauses.find(({ name }) => name === partition)
    return clause && 'value' in clause ? clause.value : undefined
  } catch {
    // An invalid expression, which the operation refuses.
    return undefined
  }
}

/** The first partition key attribute of a table or index. Undefined for an unknown one. */
function partitionOf(world: World, name: string, index: string | undefined): string | undefined {
  const definition = findTable(world.state(dynamodb), name)?.definition
  if (!definition) return undefined
  const schema =
    index === undefined ? definition.key : definition.indexes.find((one) => one.name === index)?.key
  return schema?.partition[0].name
}

function textOf(value: AttributeValue | undefined): string | undefined {
  if (!value) return undefined
  if ('S' in value) return value.S
  if ('N' in value) return value.N
  return 'B' in value ? Buffer.from(value.B as Uint8Array).toString('base64') : undefined
}
