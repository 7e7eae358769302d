/**
 * The shapes of an API model as data: those read from generated source (source.ts), and those a room writes by hand with the words below.
 * They drive the checks of inputs (constraints.ts), the printing of values in refusals (print-value.ts), and the search for members that an
 * operation does not handle (handled-members.ts).
 */

/** Traits that any shape may have. */
interface Base {
  /** AWS leaves the value out of its messages: passwords, plaintexts. */
  readonly sensitive?: boolean
  /** The name the message shows instead of the path; such a message leaves the value out. */
  readonly label?: string
}

export interface Bounds {
  readonly min?: number
  readonly max?: number
}

export interface StringShape extends Base, Bounds {
  readonly type: 'string'
  readonly pattern?: string
  /** In AWS's order: the message prints it. */
  readonly values?: readonly string[]
  /** A name or an ARN, of which the pattern holds for names only; names have at most 255 characters. */
  readonly nameOrArn?: boolean
  /** A name or an ARN, of which names have at most so many characters. */
  readonly nameMax?: number
  /** The order in which faults of one text are reported, where it differs from the service's. */
  readonly order?: ConstraintOrder
}

export type ConstraintOrder = 'length-first' | 'pattern-first'

/** How AWS's parsers name the types of numbers. */
export type JavaNumber = 'Byte' | 'Short' | 'Integer' | 'Long' | 'Float' | 'Double'

export interface NumberShape extends Base, Bounds {
  readonly type: 'number'
  /** `Date` for times that are numbers on the wire. Undefined where the model does not say. */
  readonly java?: JavaNumber | 'Date' | undefined
}

export interface BooleanShape extends Base {
  readonly type: 'boolean'
}

/** Bytes; the bounds are those of their number. */
export interface BlobShape extends Base, Bounds {
  readonly type: 'blob'
}

export interface TimestampShape extends Base {
  readonly type: 'timestamp'
}

/** A value that this engine does not look into: documents, DynamoDB's attribute values. */
export interface OpaqueShape extends Base {
  readonly type: 'value'
}

export interface ListShape extends Base, Bounds {
  readonly type: 'list'
  readonly member: Shape
  /** Where a list too long is reported, by its path; such a message leaves the value out. */
  readonly tooLongAt?: (path: string) => string
}

export interface MapShape extends Base, Bounds {
  readonly type: 'map'
  readonly value: Shape
  /** The shape of each key. */
  readonly keys?: StringShape
}

export interface Member {
  /** As on the wire: `FunctionName`. */
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
}

/** A member that is looked at before all others, and answered alone. */
export interface FirstCheck {
  readonly name: string
  /** The whole answer when the member is missing. */
  readonly missingText?: string
  /** The whole answer when it is there and empty. */
  readonly emptyText?: string
  /** The member as it is checked, before the others and by itself. */
  readonly alone?: Member
}

export interface StructureShape extends Base {
  readonly type: 'structure'
  /** AWS's name: `KeySchemaElement`. */
  readonly name: string
  /** As the model declares them. */
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

// --- Words for shapes that a room writes by hand.

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

/** A member that is looked at first; `alone`: its faults are answered before the other members are looked at. */
export interface FirstWords extends Pick<FirstCheck, 'name' | 'missingText' | 'emptyText'> {
  readonly alone?: boolean
}

/** A member's name ends in `!` when it is required: `{ 'TableName!': ..., Limit: ... }`. */
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

/**
 * The same structure, of which the members `names` are each reported by itself, in this order and before the others, under AWS's name and
 * without the value. A member with a text of its own for "empty" is then refused like any list that is too short.
 */
export function labelled(shape: StructureShape, names: readonly string[]): StructureShape {
  const before = (shape.first ?? []).map(({ emptyText, ...words }): FirstCheck => {
    if (emptyText === undefined) return words
    const { name } = words
    return {
      ...words,
      alone: { name, required: false, shape: map(value, { min: 1, label: name }) },
    }
  })
  const after = shape.members
    .filter(({ name }) => names.includes(name))
    .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
    .map((member): FirstCheck => ({
      name: member.name,
      alone: { ...member, shape: { ...member.shape, label: member.name } },
    }))
  return { ...shape, first: [...before, ...after] }
}
