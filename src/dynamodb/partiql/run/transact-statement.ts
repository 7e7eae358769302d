/** The errors of one statement in ExecuteTransaction. */
import { isServiceError } from '../../../core/errors.ts'
import { inTransactStatement } from '../errors.ts'

/**
 * Runs the checks of the statement at an index. Its validation errors name the index.
 * AWS, as observed by peers in October 2026.
 */
export function inStatement<Result>(at: number, check: () => Result): Result {
  try {
    return check()
  } catch (error) {
    if (!isServiceError(error) || error.code !== 'ValidationException') throw error
    throw inTransactStatement(at, error)
  }
}
