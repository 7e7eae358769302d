/**
 * The shapes of an API model as data: those read from generated source (source.ts), and those that
 * a room writes by hand with the functions below. They drive the checks of inputs (constraints.ts),
 * the printing of values in refusals (print-value.ts), and the search for members that an operation
 * does not handle (handled-members.ts).
 */

/** Traits that any shape may have. */
interface Base {
  /** AWS omits the value from its messages: passwords, plaintexts. */
  readonly sensitive?: boolean
  /**
   * The name that the message shows instead of the path. Such a message omits the value. Empty: the
   * message does not name the member, either.
   */
  readonly label?: string
}

export interface Bounds {
  readonly min?: number
  readonly max?: number
}

export interface StringShape extends Base, Bounds {
  readonly type: 'string'
  readonly pattern?: string
  /** In AWS's order, in which the message prints them. */
  readonly values?: readonly string[]
  /** The values that the message prints, where AWS prints others than it accepts. */
  readonly printedValues?: readonly string[]
  /** A name or an ARN. The pattern applies only to names, which have at most 255 characters. */
  readonly nameOrArn?: boolean
  /** A name or an ARN. Names have at most this many characters. */
  readonly nameMax?: number
  /** The order in which faults of one string are reported, if it differs from the service's. */
  readonly order?: ConstraintOrder
}

export type ConstraintOrder = 'length-first' | 'pattern-first'

/** The names of number types in AWS's parsers. */
export type JavaNumber = 'Byte' | 'Short' | 'Integer' | 'Long' | 'Float' | 'Double'

export interface NumberShape extends Base, Bounds {
  readonly type: 'number'
  /** `Date` for times that are numbers on the wire. Undefined if the model does not say. */
  readonly java?: JavaNumber | 'Date' | undefined
}

export interface BooleanShape extends Base {
  readonly type: 'boolean'
}

/** Bytes. The bounds apply to their number. */
export interface BlobShape extends Base, Bounds {
  readonly type: 'blob'
}

export interface TimestampShape extends Base {
  readonly type: 'timestamp'
}

/** A value that this engine does not inspect: documents, DynamoDB's attribute values. */
export interface OpaqueShape extends Base {
  readonly type: 'value'
}

export interface ListShape extends Base, Bounds {
  readonly type: 'list'
  readonly member: Shape
  /** Returns the path at which a too long list is reported. Such a message omits the value. */
  readonly tooLongAt?: (path: string) => string
}

export interface MapShape extends Base, Bounds {
  readonly type: 'map'
  readonly value: Shape
  /** The shape of each key. */
  readonly keys?: StringShape
}

export interface Member {
  /** The name on the wire: `FunctionName`. */
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
}

/** A member that is checked before all others, and answered alone. */
export interface FirstCheck {
  readonly name: string
  /** The whole answer if the member is missing. */
  readonly missingText?: string
  /** The whole answer if the member is empty. */
  readonly emptyText?: string
  /** The member with the constraints that are checked before the other members. */
  readonly alone?: Member
}

export interface StructureShape extends Base {
  readonly type: 'structure'
  /** AWS's name: `KeySchemaElement`. */
  readonly name: string
  /** In the order of the model. */
  readonly members: readonly Member[]
  readonly first?: readonly FirstCheck[]
}

export type Shape =
  | StringShape
  | NumberShape
  | BooleanShape
  | BlobShape
  | TimestampShape
  | OpaqueShape
  | ListShape
  | MapShape
  | StructureShape

// --- Functions for shapes that a room writes by hand.

type Details<Kind extends Shape, Given extends keyof Kind = never> = Omit<Kind, 'type' | Given>

export const string = (details: Details<StringShape> = {}): StringShape => ({
  type: 'string',
  ...details,
})
export const oneOf = (...values: string[]): StringShape => ({ type: 'string', values })
export const long = (details: Details<NumberShape, 'java'> = {}): NumberShape => ({
  type: 'number',
  java: 'Long',
  ...details,
})
export const integer = (details: Details<NumberShape, 'java'> = {}): NumberShape => ({
  type: 'number',
  java: 'Integer',
  ...details,
})
export const date: NumberShape = { type: 'number', java: 'Date' }
export const boolean: BooleanShape = { type: 'boolean' }
/** An AttributeValue, a document. */
export const value: OpaqueShape = { type: 'value' }
export const list = (member: Shape, details: Details<ListShape, 'member'> = {}): ListShape => ({
  type: 'list',
  member,
  ...details,
})
export const map = (valueShape: Shape, details: Details<MapShape, 'value'> = {}): MapShape => ({
  type: 'map',
  value: valueShape,
  ...details,
})

/**
 * A member that is checked first. `alone`: its faults are answered before the other members are
 * checked.
 */
export interface FirstWords extends Pick<FirstCheck, 'name' | 'missingText' | 'emptyText'> {
  readonly alone?: boolean
}

/**
 * Creates a structure. The name of a required member ends in `!`: `{ 'TableName!': ..., Limit: ...
 * }`.
 */
export function structure(
  name: string,
  members: Readonly<Record<string, Shape>>,
  ...first: readonly FirstWords[]
): StructureShape {
  const all = Object.entries(members).map(([key, shape]): Member => ({
    name: key.replace('!', ''),
    shape,
    required: key.endsWith('!'),
  }))
  const built: StructureShape = { type: 'structure', name, members: all }
  if (first.length === 0) return built
  const checks = first.map(({ alone, ...words }) => {
    const member = all.find((one) => one.name === words.name)
    return alone && member ? { ...words, alone: member } : words
  })
  return { ...built, first: checks }
}

/** A member that is checked alone before the others, with the constraints of this shape only. */
export interface AloneMember {
  readonly name: string
  readonly shape: Shape
}

/**
 * Returns the same structure with members that are reported alone, in this order and before the
 * others. A member with a separate message for "empty" is then refused like any list that is too
 * short.
 */
export function withAlone(shape: StructureShape, members: readonly AloneMember[]): StructureShape {
  const before = (shape.first ?? []).map(({ emptyText, ...words }): FirstCheck => {
    if (emptyText === undefined) return words
    const { name } = words
    return {
      ...words,
      alone: { name, required: false, shape: map(value, { min: 1, label: name }) },
    }
  })
  const after = members.map((member): FirstCheck => ({
    name: member.name,
    alone: { ...member, required: false },
  }))
  return { ...shape, first: [...before, ...after] }
}
