/** A stack that could not be made or changed as its template says. */

/** A resource that failed. */
export interface ResourceFailure {
  readonly logicalId: string
  readonly type: string
  readonly error: Error
}

/** Thrown after everything that had been made was undone. */
export class StackFailure extends Error {
  readonly failure: ResourceFailure
  readonly stackId: string

  constructor(failure: ResourceFailure, stackId: string) {
    super(failure.error.message, { cause: failure.error })
    this.failure = failure
    this.stackId = stackId
  }
}

/** Why one resource, or an output, stopped a deployment. */
export class Stopped extends Error {
  readonly failure: ResourceFailure

  constructor(failure: ResourceFailure) {
    super(failure.error.message, { cause: failure.error })
    this.failure = failure
  }
}
