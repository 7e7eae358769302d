/* oxlint-disable typescript/no-explicit-any -- as for the region's own look-ups, items and events default to any */
/** The handle of a stack: its resources, by the names that the template gives them. */
import { inspect } from 'node:util'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleKey, type HandleIdentity } from '../core/handle.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { LogGroup } from '../core/world/log-ports.ts'
import type { World } from '../core/world/world.ts'
import {
  findStack,
  type SkippedPart,
  type Stack as StackRecord,
  type StackResource,
} from '../cloudformation/index.ts'
import { cloudformation } from '../cloudformation/service.ts'
import type { Distribution } from '../cloudfront/index.ts'
import type { IdentityPool } from '../cognitoidentity/index.ts'
import type { UserPool } from '../cognitoidp/index.ts'
import type { Table } from '../dynamodb/index.ts'
import type { EventBus } from '../eventbridge/index.ts'
import type { Gateway, WebSocketGateway } from '../gateway/index.ts'
import type { KinesisStream } from '../kinesis/index.ts'
import type { Key } from '../kms/index.ts'
import type { LambdaFunction } from '../lambda/index.ts'
import { Region, type RegionWorld } from '../region/index.ts'
import type { Bucket } from '../s3/index.ts'
import type { Schedule } from '../scheduler/index.ts'
import type { Secret } from '../secretsmanager/index.ts'
import type { Topic } from '../sns/index.ts'
import type { Queue } from '../sqs/index.ts'
import type { Parameter } from '../ssm/index.ts'
import { namesOf } from './stack-names.ts'

/** A resource of a stack, as data. */
export interface StackResourceView {
  readonly logicalId: string
  /** `AWS::SQS::Queue` */
  readonly type: string
  /** What `Ref` returns. */
  readonly physicalId: string
  /** With every intrinsic function resolved. */
  readonly properties: Readonly<Record<string, unknown>>
  /** The construct's path in CDK's templates. */
  readonly path: string | undefined
  /** The resource's own metadata in the template. */
  readonly metadata: unknown
}

/**
 * A stack of a region. Its look-ups take a logical id, a construct path or the resource's own name.
 *
 * @example
 * ```ts
 * const { stack } = fromTemplate('template.yaml')(region)
 * stack.queue('Jobs').send({ id: 1 })
 * ```
 */
export class Stack {
  static {
    // Defined here rather than as members: neither key belongs to the public type.
    Object.defineProperty(this.prototype, handleKey, {
      configurable: true,
      get(this: Stack): HandleIdentity<Stack> {
        return {
          kind: 'stack',
          home: this.#home,
          withWorld: (world) => new Stack(world, this.name),
        }
      },
    })
    Object.defineProperty(this.prototype, inspect.custom, {
      configurable: true,
      value(this: Stack): string {
        return `Stack '${this.name}' (${Object.keys(this.resources).length} resources)`
      },
    })
  }

  /** The stack's name. */
  readonly name: string
  readonly #home: World

  /** @internal */
  constructor(home: World, name: string) {
    this.#home = home
    this.name = name
  }

  /** The stack's ARN, which is its id. */
  get arn(): string {
    return this.#record.id
  }

  /** The values of the template's outputs. */
  get outputs(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Array.from(this.#record.outputs, ([name, { value }]) => [name, String(value)]),
    )
  }

  /** The outputs that other stacks can import, by their export names. */
  get exports(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.#record.outputs.values()].flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [[exportName, String(value)]],
      ),
    )
  }

  /** The values of the template's parameters, as given or by default. */
  get parameters(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Array.from(this.#record.parameters, ([name, { value }]) => [name, value]),
    )
  }

  /** Every resource by its logical id, those without an effect included. */
  get resources(): Readonly<Record<string, StackResourceView>> {
    return Object.fromEntries(
      Array.from(
        this.#record.resources,
        ([id, { logicalId, type, physicalId, properties, path, metadata }]) => [
          id,
          { logicalId, type, physicalId, properties, path, metadata },
        ],
      ),
    )
  }

  /** The parts of the template that have no effect in this region, with the reason. */
  get skipped(): readonly SkippedPart[] {
    return this.#record.skipped
  }

  /** The table of this name. */
  table<Item extends object = Record<string, any>, Key extends object = Partial<Item>>(
    id: string,
  ): Table<Item, Key> {
    const types = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']
    return this.#region.table<Item, Key>(this.#find(id, 'table', types))
  }

  /** The function of this name. */
  function<Event = any, Result = any>(id: string): LambdaFunction<Event, Result> {
    return this.#region.function<Event, Result>(
      this.#find(id, 'function', ['AWS::Lambda::Function']),
    )
  }

  /** The queue of this name. */
  queue(id: string): Queue {
    return this.#region.queue(this.#find(id, 'queue', ['AWS::SQS::Queue']))
  }

  /** The user pool of this name. */
  userPool(id: string): UserPool {
    return this.#region.userPool(this.#find(id, 'user pool', ['AWS::Cognito::UserPool']))
  }

  /** The identity pool of this name. */
  identityPool(id: string): IdentityPool {
    const types = ['AWS::Cognito::IdentityPool']
    return this.#region.identityPool(this.#find(id, 'identity pool', types))
  }

  /** The topic of this name. */
  topic(id: string): Topic {
    return this.#region.topic(this.#find(id, 'topic', ['AWS::SNS::Topic']))
  }

  /** The API of this name, at the stage that the template gives it. */
  gateway(id: string): Gateway {
    const types = ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api']
    const apiId = this.#find(id, 'gateway', types)
    const stage = stageOf(this.#record.resources.values(), apiId)
    const gateway = this.#region.gateway(apiId)
    return stage === undefined ? gateway : gateway.at(stage)
  }

  /** The WebSocket API of this name. */
  webSocketGateway(id: string): WebSocketGateway {
    const types = ['AWS::ApiGatewayV2::Api']
    return this.#region.webSocketGateway(this.#find(id, 'gateway', types))
  }

  /** The log group of this name. */
  logGroup(id: string): LogGroup {
    return this.#region.logGroup(this.#find(id, 'log group', ['AWS::Logs::LogGroup']))
  }

  /** The bucket of this name. */
  bucket(id: string): Bucket {
    return this.#region.bucket(this.#find(id, 'bucket', ['AWS::S3::Bucket']))
  }

  /** The distribution of this name. */
  distribution(id: string): Distribution {
    const types = ['AWS::CloudFront::Distribution']
    return this.#region.distribution(this.#find(id, 'distribution', types))
  }

  /** The event bus of this name. */
  eventBus(id: string): EventBus {
    return this.#region.eventBus(this.#find(id, 'event bus', ['AWS::Events::EventBus']))
  }

  /** The schedule of this name. */
  schedule(id: string): Schedule {
    return this.#region.schedule(this.#find(id, 'schedule', ['AWS::Scheduler::Schedule']))
  }

  /** The Kinesis data stream of this name. */
  stream(id: string): KinesisStream {
    return this.#region.stream(this.#find(id, 'stream', ['AWS::Kinesis::Stream']))
  }

  /** The parameter of this name. */
  parameter(id: string): Parameter {
    return this.#region.parameter(this.#find(id, 'parameter', ['AWS::SSM::Parameter']))
  }

  /** The secret of this name. */
  secret(id: string): Secret {
    return this.#region.secret(this.#find(id, 'secret', ['AWS::SecretsManager::Secret']))
  }

  /** The key of this name. */
  key(id: string): Key {
    return this.#region.key(this.#find(id, 'key', ['AWS::KMS::Key', 'AWS::KMS::Alias']))
  }

  /** The nested stack of this name. */
  stack(id: string): Stack {
    const arn = this.#find(id, 'nested stack', ['AWS::CloudFormation::Stack'])
    const world = resolveWorld(this.#home)
    const nested = findStack(world.state(cloudformation), arn)
    return new Stack(this.#home, nested?.name ?? arn)
  }

  /** The stack's ARN, so that a template literal prints it. */
  toString(): string {
    return this.arn
  }

  get #record(): StackRecord {
    const world = resolveWorld(this.#home)
    const stack = findStack(world.state(cloudformation), this.name)
    if (stack) return stack
    throw new MisuseError(`The stack '${this.name}' does not exist or was deleted.`)
  }

  get #region(): Region {
    // Every world of a running program belongs to a region.
    return new Region(resolveWorld(this.#home) as RegionWorld)
  }

  /** The physical id of a resource of one of these types. */
  #find(id: string, noun: string, types: readonly string[]): string {
    const all = [...this.#record.resources.values()]
    const ofType = all.filter(({ type }) => types.includes(type))
    const found = ofType.find((resource) => namesOf(resource).includes(id))
    if (found) {
      if (found.skipped === undefined) return found.physicalId
      throw new MisuseError(`The ${noun} '${id}' has no effect in this region: ${found.skipped}`)
    }
    const other = all.find((resource) => namesOf(resource).includes(id))
    throw new MisuseError(
      other
        ? `'${id}' of the stack '${this.name}' is ${other.type}, not a ${noun}.`
        : `The stack '${this.name}' has no ${noun} '${id}'.`,
      ofType.length > 0
        ? `one of ${ofType.map(({ logicalId, path }) => path?.replace(/\/Resource$/, '') ?? logicalId).join(', ')}`
        : `a resource of the type ${types.join(' or ')}`,
      didYouMean(id, ofType.flatMap(namesOf)),
    )
  }
}

/**
 * The name of an API's stage. SAM's deployments have a stage of their own, `Stage`, which is not the
 * one that a test means.
 */
function stageOf(resources: Iterable<StackResource>, apiId: string): string | undefined {
  for (const { type, properties, physicalId } of resources) {
    const isStage = /^AWS::ApiGateway(?:V2)?::Stage$/.test(type)
    if (isStage && (properties['RestApiId'] ?? properties['ApiId']) === apiId) return physicalId
  }
  return undefined
}
