/**
 * Tumbling windows: the records of one stretch of time share a state, which each invocation passes
 * to the next.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html
 */
import type { JournalRecord } from '../../core/journal.ts'
import type { MappingDefinition } from '../definition/mapping.ts'
import type { StreamItem } from './batch.ts'

// AWS: services-ddb-windows.html: a larger state ends the window early.
const MAX_STATE_BYTES = 1_048_576

/** An open window. */
export class TumblingWindow {
  readonly start: number
  readonly end: number
  state: unknown = {}
  /** The write that led to the latest batch. */
  cause: JournalRecord

  /** Opens the window of a record. */
  constructor({ at, cause }: Pick<StreamItem, 'at' | 'cause'>, milliseconds: number) {
    this.cause = cause
    this.start = Math.floor(at / milliseconds) * milliseconds
    this.end = this.start + milliseconds
  }

  /** Takes the state of a result. Without one the state is empty. */
  take(payload: unknown): void {
    const state: unknown =
      typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'state') : undefined
    this.state = state ?? {}
  }

  get isTooLarge(): boolean {
    return Buffer.byteLength(JSON.stringify(this.state)) > MAX_STATE_BYTES
  }

  /** The further members of the event, as JSON without braces. */
  toEventMembers({ sourceArn }: MappingDefinition, shardId: string, isFinal: boolean): string {
    const members = {
      window: { start: shown(this.start), end: shown(this.end) },
      state: this.state,
      shardId,
      eventSourceARN: sourceArn,
      isFinalInvokeForWindow: isFinal,
      isWindowTerminatedEarly: isFinal && this.isTooLarge,
    }
    return `,${JSON.stringify(members).slice(1, -1)}`
  }
}

const shown = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
