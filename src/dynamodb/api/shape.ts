/**
 * The input shapes of the API model as data, and the words to write them with. They drive both the reading of wire JSON (`deserialize.ts`)
 * and the constraints (`constraints.ts`). Members stand in the order in which AWS reports them.
 */

export interface StringShape {
  readonly type: 'string'
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
  /** In AWS's order: the message prints it. */
  readonly values?: readonly string[]
  /** A table's name or ARN: the pattern and the 255 hold for names only. */
  readonly nameOrArn?: boolean
  /** AWS reports a text too short before one that breaks the pattern. */
  readonly minFirst?: boolean
  /** The name the message shows instead of the path; such a message leaves the value out. */
  readonly label?: string
}

export interface NumberShape {
  readonly type: 'number'
  /** As SerializationException names it. */
  readonly java: 'Long' | 'Integer' | 'Double' | 'Date'
  readonly min?: number
  readonly max?: number
  /** The name the message shows instead of the path; such a message leaves the value out. */
  readonly label?: string
}

export interface ListShape {
  readonly type: 'list'
  readonly member: Shape
  readonly min?: number
  readonly max?: number
  /** Where a list too long is reported, by its path; such a message leaves the value out. */
  readonly tooLongAt?: (path: string) => string
}

export interface MapShape {
  readonly type: 'map'
  readonly value: Shape
  readonly min?: number
  readonly max?: number
  /** What holds for each key. */
  readonly keys?: StringShape
  /** What holds for the length of each value, reported at the map (`Map value must satisfy constraint: [...]`). */
  readonly values?: { readonly type: 'string'; readonly min: number; readonly max: number }
}

export interface Member {
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
  /** What is wrong with it is answered alone, before the other members are looked at. */
  readonly alone?: boolean
  /** The whole answer when it is missing, before all else. */
  readonly missingText?: string
  /** The whole answer when it is there and empty, where the operation's validation is not renewed. */
  readonly emptyText?: string
}

export interface StructureShape {
  readonly type: 'structure'
  /** AWS's name: `KeySchemaElement`. */
  readonly name: string
  readonly members: readonly Member[]
  /** Texts that the renewed validation reports each by itself, under AWS's names, in this order. */
  readonly renewed?: readonly string[]
}

export type Shape =
  | StringShape
  | NumberShape
  | ListShape
  | MapShape
  | StructureShape
  | { readonly type: 'boolean' }
  | { readonly type: 'value' }

type Bounds = { readonly min?: number; readonly max?: number }

export const string = (limits: Omit<StringShape, 'type'> = {}): StringShape => ({
  type: 'string',
  ...limits,
})
export const oneOf = (...values: string[]): StringShape => ({ type: 'string', values })
export const long = (limits: Bounds = {}): NumberShape => ({
  type: 'number',
  java: 'Long',
  ...limits,
})
export const integer = (limits: Bounds & { readonly label?: string } = {}): NumberShape => ({
  type: 'number',
  java: 'Integer',
  ...limits,
})
export const date: NumberShape = { type: 'number', java: 'Date' }
export const boolean: Shape = { type: 'boolean' }
/** An AttributeValue. */
export const value: Shape = { type: 'value' }
export const list = (
  member: Shape,
  limits: Omit<ListShape, 'type' | 'member'> = {},
): ListShape => ({
  type: 'list',
  member,
  ...limits,
})
export const map = (
  valueShape: Shape,
  limits: Omit<MapShape, 'type' | 'value'> = {},
): MapShape => ({ type: 'map', value: valueShape, ...limits })

/** A member's name ends in `!` when it is required: `{ 'TableName!': ..., Limit: ... }`. */
export const structure = (
  name: string,
  members: Readonly<Record<string, Shape>>,
  ...first: Pick<Member, 'name' | 'alone' | 'missingText' | 'emptyText'>[]
): StructureShape => ({
  type: 'structure',
  name,
  members: Object.entries(members).map(([key, shape]) => {
    const member = key.replace('!', '')
    const special = first.find((one) => one.name === member) ?? { name: member }
    return { shape, required: key.endsWith('!'), ...special }
  }),
})
