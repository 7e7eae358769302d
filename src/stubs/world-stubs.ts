/** The stubs of one world: their counts, and the choice of the next stub for a call. */
import type { CallRecord } from '../core/journal.ts'
import type { StubbedCall, StubbedOperation, Stubs } from '../core/planned/stubs.ts'
import type { OperationSchema } from '../protocol/operation-schema.ts'
import { answer, inputOf, type StubDefinition } from './definition.ts'

interface Entry {
  readonly definition: StubDefinition
  used: number
}

const isUsedUp = ({ definition, used }: Entry): boolean => used >= definition.condition.times

const isElsewhere = ({ definition }: Entry, region: string): boolean =>
  definition.region !== undefined && definition.region !== region

class ChosenStub implements StubbedCall {
  readonly #entry: Entry
  /** The error that the condition threw. The call fails with it. */
  readonly #failure: { readonly error: unknown } | undefined
  #hasRun = false

  constructor(entry: Entry, failure?: { readonly error: unknown }) {
    this.#entry = entry
    this.#failure = failure
    entry.used++
  }

  record(record: CallRecord): void {
    this.#entry.definition.records.add(record)
  }

  run(record: CallRecord): unknown {
    this.#hasRun = true
    if (this.#failure) throw this.#failure.error
    return answer(this.#entry.definition, record.input)
  }

  release(): void {
    if (!this.#hasRun) this.#entry.used--
  }
}

/** The stubs of one operation, oldest first. */
class OperationStubs implements StubbedOperation {
  readonly service: string
  readonly namespace: string
  readonly name: string
  readonly schema: OperationSchema
  readonly entries: Entry[]

  constructor(service: string, schema: OperationSchema, entries: Entry[] = []) {
    this.service = service
    this.schema = schema
    this.namespace = schema[1]
    this.name = schema[2]
    this.entries = entries
  }

  choose(input: unknown, region: string): StubbedCall | undefined {
    for (let i = this.entries.length - 1; i >= 0; i--) {
      const entry = this.entries[i]
      if (!entry || isUsedUp(entry) || isElsewhere(entry, region)) continue
      const { definition } = entry
      try {
        if (definition.condition.matches(inputOf(definition, input))) return new ChosenStub(entry)
      } catch (error) {
        return new ChosenStub(entry, { error })
      }
    }
    return undefined
  }

  explain(): string {
    const used = this.entries.filter(isUsedUp).length
    const others = this.entries.length - used
    const reasons = [
      used > 0 && `${used} ${used === 1 ? 'is' : 'are'} used up`,
      others > 0 && `${others} ${others === 1 ? 'is' : 'are'} for other input`,
    ]
    return `Of its ${this.entries.length} stubs, ${reasons.filter(Boolean).join(' and ')}.`
  }

  copy(): OperationStubs {
    const copies = this.entries.map((entry) => ({ ...entry }))
    return new OperationStubs(this.service, this.schema, copies)
  }
}

type Operations = Map<string, OperationStubs>

const keyOf = (namespace: string, operation: string): string => `${namespace}#${operation}`

const copyOf = (operations: Operations): Operations =>
  new Map([...operations].map(([key, operation]) => [key, operation.copy()]))

export class WorldStubs implements Stubs {
  #operations: Operations
  /** The stubs when this world was forked. */
  readonly #inherited: Operations

  constructor(operations: Operations = new Map(), inherited: Operations = new Map()) {
    this.#operations = operations
    this.#inherited = inherited
  }

  get operations(): readonly StubbedOperation[] {
    return [...this.#operations.values()]
  }

  find(namespace: string, operation: string): StubbedOperation | undefined {
    return this.#operations.get(keyOf(namespace, operation))
  }

  add(service: string, definition: StubDefinition): void {
    const [, namespace, name] = definition.command.schema
    const key = keyOf(namespace, name)
    let operation = this.#operations.get(key)
    if (!operation) {
      operation = new OperationStubs(service, definition.command.schema)
      this.#operations.set(key, operation)
    }
    operation.entries.push({ definition, used: 0 })
  }

  remove(definition: StubDefinition): void {
    const found = this.#find(definition)
    if (!found) return
    const { key, operation, entry } = found
    operation.entries.splice(operation.entries.indexOf(entry), 1)
    if (operation.entries.length === 0) this.#operations.delete(key)
  }

  /** Returns how many more calls it answers, or undefined if this world does not have it. */
  remaining(definition: StubDefinition): number | undefined {
    const used = this.#find(definition)?.entry.used
    return used === undefined ? undefined : definition.condition.times - used
  }

  #find(
    definition: StubDefinition,
  ): { key: string; operation: OperationStubs; entry: Entry } | undefined {
    const [, namespace, name] = definition.command.schema
    const key = keyOf(namespace, name)
    const operation = this.#operations.get(key)
    const entry = operation?.entries.find((each) => each.definition === definition)
    return operation && entry && { key, operation, entry }
  }

  fork(): WorldStubs {
    return new WorldStubs(copyOf(this.#operations), copyOf(this.#operations))
  }

  copy(): WorldStubs {
    return new WorldStubs(copyOf(this.#operations), this.#inherited)
  }

  beginFile(): void {
    for (const [key, operation] of this.#operations) {
      const kept = operation.entries.filter(({ definition }) => !definition.endsWithFile)
      for (const entry of kept) entry.used = 0
      operation.entries.splice(0, Infinity, ...kept)
      if (kept.length === 0) this.#operations.delete(key)
    }
  }

  reset(): void {
    this.#operations = copyOf(this.#inherited)
  }
}
