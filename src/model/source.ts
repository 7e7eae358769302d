/**
 * Reads generated source (scripts/models/print.ts): one string per service. The line of an
 * operation is found and parsed when that operation is first used, so operations that a test never
 * calls cost nothing.
 *
 * ```
 * Invoke|FunctionName! 1..170 /33|InvocationType =31|Payload b ~|...   an operation and the members of its input
 * #VpcConfig|SubnetIds [SubnetIds 0..16|Ipv6AllowedForDualStack o|...   a structure
 * [SubnetIds|                                                           a list, and the constraints of its elements
 * {Tags|1..128|0..256                                                   a map, and the constraints of its keys and values
 * /33|^(arn:...                                                         a pattern of the public model
 * =31|Event|RequestResponse|DryRun                                      the values of an enumeration
 * !ResourceNotFoundException|404|QueryCode                              an error: status (`500s`: the server's fault), code in the query protocol
 * ```
 *
 * The name of a required member ends in `!`. Then follow its type (none: a string; `i l f d n`:
 * numbers; `o`: boolean; `b`: bytes; `t`: time; `x`: anything; or the line of its structure, list
 * or map), the bounds of its length or value, `@64` if names are shorter than the ARNs that it also
 * accepts, its pattern, its enumeration, and `~` if AWS hides it.
 */
import { printPattern } from './pattern.ts'
import type { ModelledService } from './services.ts'
import type {
  Bounds,
  ListShape,
  MapShape,
  Member,
  NumberShape,
  Shape,
  StringShape,
  StructureShape,
} from './shape.ts'

/**
 * A service's model. The type parameters are the names of its operations and the codes of its
 * errors.
 */
export interface ModelSource<Operation extends string = string, Code extends string = string> {
  readonly service: ModelledService
  readonly text: string
  /** Exists only for the compiler. */
  readonly names?: readonly [Operation, Code]
}

export interface ErrorShape {
  readonly status: number
  readonly fault: 'client' | 'server'
  readonly queryCode: string | undefined
}

const NUMBERS: Readonly<Record<string, NonNullable<NumberShape['java']> | undefined>> = {
  i: 'Integer',
  l: 'Long',
  f: 'Float',
  d: 'Double',
}

export class Source {
  readonly #text: string
  readonly #aggregates = new Map<string, Shape>()

  constructor({ text }: ModelSource) {
    this.#text = text
  }

  /** Returns the input of an operation. */
  input(operation: string): StructureShape {
    const line = this.#line(operation)
    if (line === undefined) throw new Error(`The model has no operation ${operation}.`)
    return lazyStructure(`${operation}Input`, () => this.#members(line))
  }

  error(code: string): ErrorShape | undefined {
    const line = this.#line(`!${code}`)
    if (line === undefined) return undefined
    const [status = '400', queryCode] = line
    const fault = status.endsWith('s') ? 'server' : 'client'
    return { status: Number.parseInt(status), fault, queryCode }
  }

  /** Returns the parts of a line after its name. */
  #line(name: string): string[] | undefined {
    const start = this.#text.indexOf(`\n${name}|`)
    if (start === -1) return undefined
    const end = this.#text.indexOf('\n', start + 1)
    return this.#text.slice(start + name.length + 2, end).split('|')
  }

  #members(line: readonly string[]): Member[] {
    return line.flatMap((text) => {
      if (text === '') return []
      const [head = '', ...facts] = text.split(' ')
      const required = head.endsWith('!')
      const name = required ? head.slice(0, -1) : head
      return [{ name, required, shape: this.#shape(facts) }]
    })
  }

  #shape(facts: readonly string[]): Shape {
    let type = ''
    const found: Mutable<Pick<StringShape, 'pattern' | 'values' | 'nameMax'>> & {
      bounds?: Bounds
    } = {}
    let hidden: { sensitive?: true } = {}
    for (const fact of facts) {
      if (fact === '') continue
      if (fact === '~') hidden = { sensitive: true }
      else if (fact.startsWith('/')) found.pattern = this.#pattern(fact)
      else if (fact.startsWith('@')) found.nameMax = Number(fact.slice(1))
      else if (fact.startsWith('=')) found.values = this.#line(fact) ?? []
      else if (fact.includes('..')) found.bounds = boundsOf(fact)
      else type = fact
    }
    const { bounds = {}, ...text } = found
    switch (type) {
      case '':
        return { type: 'string', ...bounds, ...text, ...hidden }
      case 'o':
        return { type: 'boolean', ...hidden }
      case 'b':
        return { type: 'blob', ...bounds, ...hidden }
      case 't':
        return { type: 'timestamp', ...hidden }
      case 'x':
        return { type: 'value', ...hidden }
      default: {
        if (type.length === 1) return { type: 'number', java: NUMBERS[type], ...bounds, ...hidden }
        return this.#reference(type, { ...bounds, ...hidden })
      }
    }
  }

  /** Returns the same object for the same use, so that its compiled check is found again. */
  #reference(name: string, use: Use): Shape {
    const key = `${name} ${use.min} ${use.max} ${use.sensitive}`
    const known = this.#aggregates.get(key)
    if (known) return known
    const shape = this.#aggregate(name, use)
    this.#aggregates.set(key, shape)
    return shape
  }

  #aggregate(name: string, use: Use): Shape {
    const line = this.#line(name) ?? []
    const entry = (place: number): Shape => this.#shape((line[place] ?? '').split(' '))
    switch (name[0]) {
      case '[':
        return lazyList(use, () => entry(0))
      case '{':
        return lazyMap(
          use,
          () => entry(0),
          () => entry(1),
        )
      default:
        return lazyStructure(name.slice(1), () => this.#members(line), use)
    }
  }

  #pattern(name: string): string {
    return printPattern((this.#line(name) ?? []).join('|'))
  }
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

const boundsOf = (fact: string): Bounds => {
  const [min = '', max = ''] = fact.split('..')
  return { ...(min !== '' && { min: Number(min) }), ...(max !== '' && { max: Number(max) }) }
}

/** The constraints that a member adds to its structure, list or map. */
type Use = Bounds & { readonly sensitive?: true }

// Aggregates are read at their first use, because a structure may contain itself.

function lazyStructure(name: string, read: () => readonly Member[], use: Use = {}): StructureShape {
  let members: readonly Member[] | undefined
  return {
    type: 'structure',
    name,
    ...(use.sensitive && { sensitive: true }),
    get members() {
      return (members ??= read())
    },
  }
}

function lazyList(use: Use, read: () => Shape): ListShape {
  let member: Shape | undefined
  return {
    type: 'list',
    ...use,
    get member() {
      return (member ??= read())
    },
  }
}

function lazyMap(use: Use, readKey: () => Shape, readValue: () => Shape): MapShape {
  let keys: Shape | undefined
  let value: Shape | undefined
  return {
    type: 'map',
    ...use,
    get keys() {
      keys ??= readKey()
      // The keys of maps are strings in every model.
      return keys.type === 'string' ? keys : { type: 'string' as const }
    },
    get value() {
      return (value ??= readValue())
    },
  }
}
