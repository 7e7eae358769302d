/**
 * A handler's answer, by a promise, the callback or `context.succeed`. Only the first answer
 * counts.
 */
// AWS: aws-lambda-nodejs-runtime-interface-client src/CallbackContext.js
import type { Answering } from './handler-context.ts'

export interface ReplySink {
  /** Answers now. */
  answer(value: unknown): void
  answerError(error: unknown): void
  /** Answers once the function's event loop is empty. */
  answerWhenIdle(value: unknown): void
}

const isMissing = (value: unknown): value is undefined | null =>
  value === undefined || value === null

/**
 * The answer of one invocation. The record keeps the context alive, so a settled reply lets go of
 * its sink.
 */
export class HandlerReply {
  #sink: ReplySink | undefined

  constructor(sink: ReplySink) {
    this.#sink = sink
  }

  get settled(): boolean {
    return this.#sink === undefined
  }

  readonly succeed = (result?: unknown): void => this.#take()?.answer(result)

  /** Fails with an error. The runtime replaces an empty rejection by the string 'handled'. */
  readonly fail = (error?: unknown): void =>
    this.#take()?.answerError(isMissing(error) ? 'handled' : error)

  // The handler may overwrite these members, so the run uses the reply's own.
  readonly context: Answering = {
    callbackWaitsForEmptyEventLoop: true,
    succeed: this.succeed,
    fail: this.fail,
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
