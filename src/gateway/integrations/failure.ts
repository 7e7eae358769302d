/** Ends an integration with one of the gateway's own answers. */
import type { BackendResult } from '../backends/call-backend.ts'
import type { RestError } from '../responses/rest-errors.ts'

export class IntegrationFailure extends Error {
  override readonly name = 'IntegrationFailure'
  readonly answer: RestError

  /** `reason` explains the answer to the test's author. */
  constructor(answer: RestError, reason: string) {
    super(reason)
    this.answer = answer
  }
}

/** AWS's answer to a configuration that does not work. */
export const configurationError = (reason: string): IntegrationFailure =>
  new IntegrationFailure('internalServerError', reason)

export const tooLate = (timeoutMs: number): IntegrationFailure =>
  new IntegrationFailure(
    'timeout',
    `The integration took longer than the gateway's timeout of ${timeoutMs / 1000} s.`,
  )

type NoAnswer = Extract<BackendResult, { readonly reason: string }>

// Recorded: test_import_with_stage_variables (a host that does not exist)
export const noAnswer = ({ kind, reason }: NoAnswer): IntegrationFailure =>
  kind === 'unknown' ? configurationError(reason) : new IntegrationFailure('networkError', reason)
