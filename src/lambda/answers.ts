/** The ways a handler answers: a promise, a callback, `context.succeed`: only the first counts. AWS: aws-lambda-nodejs-runtime-interface-client src/CallbackContext.js */
import type { Answering } from './handler-context.ts'

export interface AnswerSink {
  /** Answers now. */
  value(value: unknown): void
  error(error: unknown): void
  /** Answers once nothing of the function is pending any more. */
  valueWhenIdle(value: unknown): void
}

export interface Answers {
  readonly context: Answering
  readonly callback: (error?: unknown, result?: unknown) => void
  readonly answered: boolean
}

const isMissing = (value: unknown): value is undefined | null =>
  value === undefined || value === null

export function createAnswers(sink: AnswerSink): Answers {
  let answered = false
  const once = <Args extends unknown[]>(answer: (...args: Args) => void) => {
    return (...args: Args): void => {
      if (answered) return
      answered = true
      answer(...args)
    }
  }
  const context: Answering = {
    callbackWaitsForEmptyEventLoop: true,
    succeed: once((result) => sink.value(result)),
    // Rejecting with nothing counts as the text 'handled'.
    fail: once((error) => sink.error(isMissing(error) ? 'handled' : error)),
    done: once((error, result) => (isMissing(error) ? sink.value(result) : sink.error(error))),
  }
  const callback = once((error: unknown, result: unknown) => {
    if (!isMissing(error)) sink.error(error)
    else if (context.callbackWaitsForEmptyEventLoop) sink.valueWhenIdle(result)
    else sink.value(result)
  })
  return {
    context,
    callback,
    get answered() {
      return answered
    },
  }
}
