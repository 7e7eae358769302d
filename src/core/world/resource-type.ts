/**
 * CloudFormation resources, as the rooms make them (core/cloudformation/types.ts names the world): each room says how its types become resources.
 * `src/cloudformation` reads templates and asks the rooms.
 */
/** The properties of a resource, with every intrinsic function resolved. */
export type ResourceProperties = Readonly<Record<string, unknown>>

/** A template's wish for one resource. */
export interface ResourceRequest<World> {
  readonly world: World
  /** The name in the template: `OrdersTable`. */
  readonly logicalId: string
  readonly properties: ResourceProperties
  /** The tags of the stack, which every resource of it has. */
  readonly stackTags: Readonly<Record<string, string>>
  /**
   * Returns AWS's form of a generated name: `shop-OrdersTable-1A2B3C4D5E6F`, cut to `longest`
   * characters.
   */
  generateName(longest: number): string
  /**
   * Runs an operation of a simulated service without a record, because it belongs to the set-up.
   * Values are converted as CloudFormation does: `"true"` for a boolean, `2` for a text.
   */
  call(service: string, operation: string, input: object): Record<string, unknown>
  /** Notes a property that has no effect, for `stack.skipped`. */
  skip(property: string, reason: string): void
  /**
   * Returns the handler of a function, which the test or the template's source gives, or a text that
   * says how to give one.
   */
  handler(): unknown
}

/** A resource that exists now. */
export interface CreatedResource {
  /** Its physical id, which `Ref` returns. */
  readonly id: string
  /** The values of `Fn::GetAtt`. */
  readonly attributes?: Readonly<Record<string, unknown>>
}

/** A template's wish to change a resource that exists. */
export interface UpdateRequest<World> extends ResourceRequest<World> {
  /** The physical id, which stays the same. */
  readonly id: string
  /** The properties so far. */
  readonly before: ResourceProperties
  /** The attributes so far. */
  readonly attributes: Readonly<Record<string, unknown>>
  /** The tags of the stack so far, its own included. */
  readonly stackTagsBefore: Readonly<Record<string, string>>
  /** Whether one of these properties differs. */
  changed(...names: string[]): boolean
}

/** How a room makes the resources of one type. */
export interface ResourceType<World> {
  /** The properties that `create` acts on. */
  readonly handles: readonly string[]
  /** Properties that AWS takes and that mean nothing in a test. */
  readonly meaningless?: readonly string[]
  /** Throws AWS's error if the resource cannot be created. */
  create(request: ResourceRequest<World>): CreatedResource
  /**
   * Changes a resource in place. `'recreate'`: nothing but its properties is kept of it, so that it
   * is deleted and created again under its name. Absent: an update of the resource is refused by
   * name. Changes that AWS answers with a new resource never come here (updates/replacements.ts of
   * `src/cloudformation`).
   */
  readonly update?: 'recreate' | ((request: UpdateRequest<World>) => CreatedResource)
  /** Undoes `create`, when a later resource of the stack fails, or the stack is deleted. */
  delete?(request: DeletionRequest<World>): void
}

/** A stack's wish to delete one of its resources. */
export interface DeletionRequest<World> extends Pick<
  ResourceRequest<World>,
  'world' | 'properties' | 'call'
> {
  readonly id: string
}

/** By name: `AWS::SQS::Queue`. */
export type ResourceTypes<World> = Readonly<Record<string, ResourceType<World>>>
