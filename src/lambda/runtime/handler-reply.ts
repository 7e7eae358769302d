/** The ways a handler answers: a promise, a callback, `context.succeed`: only the first counts. AWS: aws-lambda-nodejs-runtime-interface-client src/CallbackContext.js */
import type { Answering } from './handler-context.ts'

export interface ReplySink {
  /** Answers now. */
  answer(value: unknown): void
  answerError(error: unknown): void
  /** Answers once nothing of the function is pending any more. */
  answerWhenIdle(value: unknown): void
}

const isMissing = (value: unknown): value is undefined | null =>
  value === undefined || value === null

/** One invocation's answer. The context outlives the invocation (in its record); what it answers to does not. */
export class HandlerReply {
  #sink: ReplySink | undefined

  constructor(sink: ReplySink) {
    this.#sink = sink
  }

  get settled(): boolean {
    return this.#sink === undefined
  }

  readonly context: Answering = {
    callbackWaitsForEmptyEventLoop: true,
    succeed: (result) => this.#take()?.answer(result),
    // Rejecting with nothing counts as the text 'handled'.
    fail: (error) => this.#take()?.answerError(isMissing(error) ? 'handled' : error),
    done: (error, result) => {
      const sink = this.#take()
      if (isMissing(error)) sink?.answer(result)
      else sink?.answerError(error)
    },
  }

  readonly callback = (error?: unknown, result?: unknown): void => {
    const sink = this.#take()
    if (!isMissing(error)) sink?.answerError(error)
    else if (this.context.callbackWaitsForEmptyEventLoop) sink?.answerWhenIdle(result)
    else sink?.answer(result)
  }

  #take(): ReplySink | undefined {
    const sink = this.#sink
    this.#sink = undefined
    return sink
  }
}
