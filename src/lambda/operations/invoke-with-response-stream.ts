import type { Operation } from '../../core/world/world.ts'
import { accessedArn } from '../api/accessed-arn.ts'
import { defineOperation } from '../api/define-operation.ts'
import { throttleOf } from '../invoking/environments.ts'
import { runTarget } from '../invoking/invoke.ts'
import type { Invocation } from '../records/invocation.ts'
import { toLogTail } from '../records/logs.ts'
import type { LambdaState } from '../state.ts'
import { INVOKE_MEMBERS, prepareInvoke, type InvokeInput } from './invoke-request.ts'

type StreamEvent =
  | { readonly PayloadChunk: { readonly Payload: Uint8Array } }
  | {
      readonly InvokeComplete: {
        readonly ErrorCode?: string
        readonly ErrorDetails?: string
        readonly LogResult?: string
      }
    }

interface Output {
  readonly StatusCode: number
  readonly ExecutedVersion?: string
  readonly ResponseStreamContentType?: string
  readonly EventStream?: AsyncIterable<StreamEvent>
}

/**
 * Answers with the chunks as the handler writes them. The answer begins with the first chunk, or at
 * the end of a function that does not stream.
 *
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
export const invokeWithResponseStream: Operation<LambdaState, InvokeInput, Output> =
  defineOperation({
    name: 'InvokeWithResponseStream',
    handles: INVOKE_MEMBERS,
    access: ({ FunctionName, Qualifier }, world) => [
      { action: 'lambda:InvokeFunction', resource: accessedArn(world, FunctionName, Qualifier) },
    ],
    async run(state, input, context) {
      const { world } = context
      const { target, request } = prepareInvoke(state, input, context)
      if (input.InvocationType === 'DryRun') return { StatusCode: 204 }
      const throttle = throttleOf(world, state, target.definition, target.code)
      if (throttle) throw throttle
      const events = new EventQueue()
      let contentType = 'application/octet-stream'
      const invocation = runTarget(world, state, target, {
        ...request,
        type: 'RequestResponse',
        attempt: 1,
        onChunk: (chunk, type) => {
          contentType = type
          events.push({ PayloadChunk: { Payload: chunk } })
        },
      }).then((run) => events.end(run, input.LogType === 'Tail'))
      await Promise.race([events.begun, invocation])
      return {
        StatusCode: 200,
        ExecutedVersion: target.code.version,
        ResponseStreamContentType: contentType,
        EventStream: events.read(),
      }
    },
  })

/** Events that were written and not yet read. */
class EventQueue {
  readonly begun: Promise<void>
  #begin: () => void = () => undefined
  #wake: () => void = () => undefined
  #events: StreamEvent[] = []
  #isOver = false
  #hasChunks = false

  constructor() {
    this.begun = new Promise((resolve) => {
      this.#begin = resolve
    })
  }

  push(event: StreamEvent): void {
    this.#hasChunks = true
    this.#events.push(event)
    this.#begin()
    this.#wake()
  }

  /** Adds the result of a function that does not stream, and the last event. */
  end(run: Invocation, withLog: boolean): void {
    const error = run.unobservedError
    if (!error && !this.#hasChunks && run.payloadBytes.length > 0) {
      this.push({ PayloadChunk: { Payload: run.payloadBytes } })
    }
    this.#events.push({
      InvokeComplete: {
        // Unverified: the code; details are the payload that Invoke would answer.
        ...(error && { ErrorCode: 'Unhandled', ErrorDetails: run.payloadText }),
        ...(withLog && { LogResult: toLogTail(run) }),
      },
    })
    this.#isOver = true
    this.#wake()
  }

  async *read(): AsyncGenerator<StreamEvent> {
    for (;;) {
      const events = this.#events
      this.#events = []
      yield* events
      if (this.#events.length > 0) continue
      if (this.#isOver) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
