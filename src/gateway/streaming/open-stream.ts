/** Invokes a function with InvokeWithResponseStream, and opens a body for what it writes. */
import type { Sender } from '../../core/delivery/sender.ts'
import { isServiceError, type ServiceError } from '../../core/errors.ts'
import { markSeen } from '../../core/reporting/failure-seen.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { LiveBody } from '../messages/live-body.ts'
import { broken, LimitedBody, type StreamLimits } from './limited-body.ts'
import { PRELUDE_TYPE, PreludeReader } from './prelude.ts'

export interface StreamSettings extends StreamLimits {
  /** Whether a stream may begin without metadata. */
  readonly preludeIsOptional: boolean
  /** Whom the function's policy has to let in. Undefined for the caller of a function URL. */
  readonly sender?: () => Sender | undefined
}

/** How a streamed response begins. */
export type StreamStart =
  /** `metadata`: undefined for a stream without a prelude. */
  | {
      readonly kind: 'open'
      readonly metadata: unknown
      readonly contentType: string
      readonly live: LiveBody
    }
  /** The function ended, and nothing that it wrote was a response. */
  | { readonly kind: 'ended'; readonly outcome: FunctionOutcome | undefined }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'late'; readonly idle: boolean }
  | { readonly kind: 'refused'; readonly error: ServiceError }

export function openStream(
  exchange: Exchange,
  name: string,
  event: unknown,
  settings: StreamSettings,
): Promise<StreamStart> {
  return new Promise((resolve, reject) => {
    new StreamedCall(exchange, settings, resolve).run(name, event).catch(reject)
  })
}

/** The function runs on when its client has gone away, or its time is over. */
class StreamedCall {
  readonly #exchange: Exchange
  readonly #preludeIsOptional: boolean
  readonly #sender: (() => Sender | undefined) | undefined
  readonly #body: LimitedBody
  readonly #prelude = new PreludeReader()
  /** Tells the caller how the response begins. Undefined once it knows. */
  #begin: ((start: StreamStart) => void) | undefined

  constructor(exchange: Exchange, settings: StreamSettings, begin: (start: StreamStart) => void) {
    this.#exchange = exchange
    this.#preludeIsOptional = settings.preludeIsOptional
    this.#sender = settings.sender
    this.#begin = begin
    this.#body = new LimitedBody(exchange, settings, (idle) => this.#start({ kind: 'late', idle }))
  }

  async run(name: string, event: unknown): Promise<void> {
    const { world, record } = this.#exchange
    try {
      const outcome = await world.ports.functions.invoke({
        function: name,
        event,
        type: 'RequestResponse',
        cause: record,
        sender: this.#sender,
        onChunk: (chunk, type) => this.#receive(chunk, type),
      })
      record.invocation = outcome
      this.#end(outcome)
    } catch (error) {
      if (!isServiceError(error)) throw error
      this.#start({ kind: 'refused', error })
    } finally {
      this.#body.stopTimers()
    }
  }

  #receive(chunk: Uint8Array, contentType: string): void {
    this.#body.noteActivity()
    if (!this.#begin) {
      this.#body.push(chunk)
      return
    }
    if (this.#preludeIsOptional && contentType !== PRELUDE_TYPE) {
      this.#open(undefined, contentType, chunk)
      return
    }
    const prelude = this.#prelude.add(chunk)
    if (prelude === 'malformed') this.#start({ kind: 'malformed' })
    else if (prelude) this.#open(prelude.metadata, contentType, prelude.rest)
  }

  #open(metadata: unknown, contentType: string, rest: Uint8Array): void {
    this.#body.begin()
    this.#start({ kind: 'open', metadata, contentType, live: this.#body.live })
    this.#body.push(rest)
  }

  #start(start: StreamStart): void {
    const begin = this.#begin
    this.#begin = undefined
    if (start.kind !== 'open') this.#body.live.end()
    begin?.(start)
  }

  /** A function that failed after its first bytes breaks the connection. */
  #end(outcome: FunctionOutcome | undefined): void {
    if (this.#begin) {
      this.#start({ kind: 'ended', outcome })
      return
    }
    const { live } = this.#body
    this.#body.finish(() => {
      if (!outcome || outcome.unobservedStatus === 'succeeded') live.end()
      else live.fail(broken('The function failed.'), () => markSeen(outcome, 'status'))
    })
  }
}
