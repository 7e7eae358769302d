/**
 * Compiles the checks of a shape into closures that allocate nothing for a valid input. A structure
 * is compiled when a value first reaches it, so a large model costs only the part that a test uses,
 * and a structure may contain itself.
 */
import {
  addFault,
  elementDemand,
  keysDemand,
  NOT_NULL,
  tooLong,
  tooShort,
  valueDemand,
  type Check,
  type Fault,
} from './fault.ts'
import { inJavaOrder } from './java-order.ts'
import { memberName } from './print-value.ts'
import type { Rules } from './rules.ts'
import { demandsOf, scalarCheck } from './scalars.ts'
import type { ListShape, MapShape, Member, Shape, StructureShape } from './shape.ts'
import { addTypeFault, isWrongType } from './types.ts'

/**
 * Returns a check that throws the service's answer to an input that breaks its shape's constraints.
 */
export function checkerOf(shape: StructureShape, rules: Rules): (input: object) => void {
  const compiler = new Compiler(rules)
  const faults: Fault[] = []
  const answering = (check: Check): ((input: object) => void) => {
    return (input) => {
      check(input, undefined, '', faults)
      if (faults.length === 0) return
      faults.length = 0
      check(input, '', '', faults)
      const error = rules.refuse(faults.splice(0))
      if (error) throw error
    }
  }
  const all = answering(compiler.structure(shape))
  const first = (shape.first ?? []).map(({ alone, ...words }) => ({
    ...words,
    check: alone && answering(compiler.structure({ ...shape, members: [alone] })),
  }))
  if (first.length === 0) return all
  return (input) => {
    for (const { name, missingText, emptyText, check } of first) {
      const value = (input as Readonly<Record<string, unknown>>)[name]
      if (value === undefined || value === null) {
        if (missingText !== undefined) throw rules.refuseWith(missingText)
      } else if (emptyText !== undefined && Object.keys(value).length === 0) {
        throw rules.refuseWith(emptyText)
      }
      check?.(input)
    }
    all(input)
  }
}

class Compiler {
  readonly #rules: Rules
  /** Compiled structures, which may contain themselves. */
  readonly #compiled = new Map<StructureShape, Check>()

  constructor(rules: Rules) {
    this.#rules = rules
  }

  /** Returns all checks of a value. Undefined for shapes that every value fulfils. */
  #of(shape: Shape): Check | undefined {
    switch (shape.type) {
      case 'structure':
        return this.structure(shape)
      case 'list':
        return this.#list(shape)
      case 'map':
        return this.#map(shape)
      default:
        return scalarCheck(shape, this.#rules)
    }
  }

  structure(shape: StructureShape): Check {
    const known = this.#compiled.get(shape)
    if (known) return known
    let steps: readonly Step[] | undefined
    const check: Check = (value, path, name, faults) => {
      if (isWrongType(value, shape)) return addTypeFault(faults, value, shape, path, name)
      steps ??= this.#steps(shape)
      const structure = value as Readonly<Record<string, unknown>>
      for (const step of steps) {
        const member = structure[step.name]
        if (member !== undefined && member !== null && !(member === '' && step.notEmpty)) {
          step.check?.(member, below(path, step.path), step.name, faults)
        } else if (step.required) {
          addFault(faults, 'missing', NOT_NULL, null, ANY, below(path, step.path), step.name)
        }
      }
    }
    this.#compiled.set(shape, check)
    return check
  }

  #steps({ members }: StructureShape): readonly Step[] {
    const ordered =
      this.#rules.members === 'java'
        ? inJavaOrder(members, ({ name }) => memberName(name))
        : members
    // All closures have one hidden class, because every request reads them.
    return ordered
      .map((member) => ({
        name: member.name,
        path: memberName(member.name),
        required: member.required,
        notEmpty: member.required && this.#rules.emptyIsMissing,
        shape: member.shape,
        check: this.#of(member.shape),
      }))
      .filter(({ required, check }) => required || check)
  }

  #list(shape: ListShape): Check | undefined {
    const { member, min = 0, max = Infinity, tooLongAt } = shape
    const atEach = this.#rules.entries === 'each'
    const breaks = atEach ? undefined : this.#breaks(member)
    const contents = atEach ? this.#of(member) : this.#contents(member)
    if (!breaks && !contents && this.#takesAny(shape)) return undefined
    return (value, path, name, faults) => {
      if (isWrongType(value, shape)) return addTypeFault(faults, value, shape, path, name)
      const list = value as readonly unknown[]
      if (list.length < min) addFault(faults, 'length', tooShort(min), list, shape, path, name)
      if (list.length > max) {
        const label = path === undefined ? undefined : tooLongAt?.(path)
        const at = label === undefined ? shape : { ...shape, label }
        addFault(faults, 'length', tooLong(max), list, at, path, name)
      }
      if (breaks && list.some(breaks)) {
        const demand = elementDemand(this.#demands(member))
        addFault(faults, 'entry', demand, list, shape, path, name)
      }
      if (!contents) return
      for (let i = 0; i < list.length; i++) {
        const element = list[i]
        if (element === null || element === undefined) continue
        contents(element, path === undefined ? path : `${path}.${i + 1}.member`, name, faults)
      }
    }
  }

  #map(shape: MapShape): Check | undefined {
    const { value: valueShape, min = 0, max = Infinity } = shape
    const contents = this.#contents(valueShape)
    const checkEntries = this.#entriesOf(shape)
    if (!checkEntries && !contents && this.#takesAny(shape)) return undefined
    return (value, path, name, faults) => {
      if (isWrongType(value, shape)) return addTypeFault(faults, value, shape, path, name)
      const map = value as Readonly<Record<string, unknown>>
      const size = checkEntries?.(map, path, name, faults) ?? Object.keys(map).length
      if (size < min) addFault(faults, 'length', tooShort(min), map, shape, path, name)
      if (size > max) addFault(faults, 'length', tooLong(max), map, shape, path, name)
      if (!contents) return
      for (const key in map) {
        const entry = map[key]
        if (entry === null || entry === undefined) continue
        contents(entry, path === undefined ? path : `${path}.${key}.member`, name, faults)
      }
    }
  }

  /**
   * Whether any number of items passes, and a value of another type passes as well. Then the items
   * need no walk.
   */
  #takesAny({ min = 0, max = Infinity }: ListShape | MapShape): boolean {
    return !this.#rules.types && min === 0 && max === Infinity
  }

  /**
   * Checks the keys and values of a map, and counts them. Undefined if the model does not restrict
   * them.
   */
  #entriesOf(shape: MapShape): CheckEntries | undefined {
    const { keys, value: valueShape } = shape
    const keyBreaks = keys && this.#breaks(keys)
    const valueBreaks = this.#breaks(valueShape)
    if (!keyBreaks && !valueBreaks) return undefined
    const atEach = this.#rules.entries === 'each'
    return (map, path, name, faults) => {
      let size = 0
      let badKeys = 0
      let badValues = 0
      for (const key in map) {
        size++
        if (keys && keyBreaks?.(key) && (badKeys++ === 0 || atEach)) {
          addFault(faults, 'entry', keysDemand(demandsOf(keys)), map, shape, path, name)
        }
        if (valueBreaks?.(map[key]) && (badValues++ === 0 || atEach)) {
          addFault(faults, 'entry', valueDemand(demandsOf(valueShape)), map, shape, path, name)
        }
      }
      return size
    }
  }

  /** Checks the inside of an entry. Faults of the entry itself are reported at its list or map. */
  #contents(shape: Shape): Check | undefined {
    switch (shape.type) {
      case 'structure':
        return this.structure(shape)
      case 'list':
        return this.#list({ type: 'list', member: shape.member })
      case 'map':
        return this.#map({
          type: 'map',
          value: shape.value,
          ...(shape.keys && { keys: shape.keys }),
        })
      default:
        return undefined
    }
  }

  /** Whether an entry breaks a constraint that its list or map reports. */
  #breaks(shape: Shape): ((entry: unknown) => boolean) | undefined {
    if (shape.type === 'structure') return undefined
    if (shape.type === 'list' || shape.type === 'map') {
      const { min = 0, max = Infinity } = shape
      if (min === 0 && max === Infinity) return undefined
      return (entry) => {
        if (entry === null || entry === undefined) return false
        const size = Array.isArray(entry) ? entry.length : Object.keys(entry).length
        return size < min || size > max
      }
    }
    const check = scalarCheck(shape, this.#rules)
    if (!check) return undefined
    const faults: Fault[] = []
    return (entry) => {
      if (entry === null || entry === undefined) return this.#rules.elementsNotNull
      check(entry, undefined, '', faults)
      if (faults.length === 0) return false
      faults.length = 0
      return true
    }
  }

  #demands(element: Shape): readonly string[] {
    const demands = demandsOf(element)
    return this.#rules.elementsNotNull ? [...demands, NOT_NULL] : demands
  }
}

type At = readonly [path: string | undefined, name: string, faults: Fault[]]
type CheckEntries = (map: Readonly<Record<string, unknown>>, ...at: At) => number

interface Step extends Member {
  /** Whether an empty string counts as missing. */
  readonly notEmpty: boolean
  /** The name in paths. */
  readonly path: string
  readonly check: Check | undefined
}

/**
 * AWS prints "Value null" for a missing member, even if it hides the member's values or prints them
 * under another name.
 */
const ANY: Shape = { type: 'value' }

const below = (path: string | undefined, own: string): string | undefined =>
  path === undefined ? undefined : path === '' ? own : `${path}.${own}`
