/* oxlint-disable typescript/no-explicit-any, typescript/no-unsafe-declaration-merging, typescript/no-empty-object-type, typescript/no-unused-vars -- without a type argument the input may be anything; the static block below keeps the promise; merged declarations repeat type parameters */
import { inspect } from 'node:util'
import { isOpen, resolveWorld } from '../core/world/context.ts'
import { handleKey, type Handle, type HandleIdentity } from '../core/handle.ts'
import type { CallRecord } from '../core/journal.ts'
import { linkRecord } from '../core/reporting/failure-seen.ts'
import type { World } from '../core/world/world.ts'
import type { Received } from './answer-types.ts'
import { inputOf, type StubDefinition } from './definition.ts'

/** The record of a call that a stub answered. */
export interface StubCall<Input = any> extends CallRecord {
  /** The client's input. A stub of a lib-dynamodb command receives plain values. */
  readonly input: Received<Input>
}

// Makes the class a handle. Declared beside the class because a generated declaration file cannot
// contain the computed name.
export interface Stub<Input = any> extends Handle {}

/**
 * The result of `region.stub()`: lists the calls that it answered, and ends it.
 *
 * @example
 * const stub = region.stub(PublishCommand, { MessageId: '1' })
 * await placeOrder()
 * expect(stub.calls[0].input.Message).toBe('placed')
 */
export class Stub<Input = any> {
  static {
    Object.defineProperty(this.prototype, handleKey, {
      get(this: Stub): HandleIdentity<Stub> {
        return {
          kind: 'stub',
          home: this.#home,
          withWorld: (world) => new Stub(world, this.#definition),
        }
      },
    })
    Object.defineProperty(this.prototype, inspect.custom, {
      value(this: Stub): string {
        return this.#print()
      },
    })
  }

  /** AWS's name of the operation: `Publish`. */
  readonly operation: string
  readonly #home: World
  readonly #definition: StubDefinition

  /** Created by `region.stub()`. */
  constructor(home: World, definition: StubDefinition) {
    this.#home = home
    this.#definition = definition
    this.operation = definition.command.schema[2]
  }

  /** The calls that it was chosen for, oldest first, including failed ones. */
  get calls(): readonly StubCall<Input>[] {
    const definition = this.#definition
    // In every region of the account.
    return resolveWorld(this.#home)
      .journal.records.filter((record): record is CallRecord => definition.records.has(record))
      .map((record) => {
        const input = inputOf(definition, record.input) as Received<Input>
        return definition.documents
          ? linkRecord({ ...record, input }, record)
          : (record as StubCall<Input>)
      })
  }

  /** Ends it in the world that it means. Older stubs and the simulation answer again. */
  restore(): void {
    resolveWorld(this.#home).stubs?.remove(this.#definition)
  }

  #print(): string {
    const { name } = this.#definition.command
    if (!isOpen(this.#home)) return `Stub of ${name}`
    const remaining = resolveWorld(this.#home).stubs?.remaining(this.#definition)
    const { length } = this.calls
    const calls = `${length} call${length === 1 ? '' : 's'}`
    if (remaining === undefined) return `Stub of ${name} (${calls}, ended)`
    const more = remaining === Infinity ? '' : `, answers ${remaining} more`
    return `Stub of ${name} (${calls}${more})`
  }
}
