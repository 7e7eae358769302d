/** Refusals of S3 that are slips of the test's author. */
import { isServiceError, MisuseError } from '../../core/errors.ts'

/** Runs what a handle asks of S3. */
export function asAsked<Result>(caller: string, run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(`${caller} was refused: ${error.message}`, 'what S3 takes')
  }
}
