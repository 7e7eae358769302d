/** Errors of templates, as the test's author reads them: with file, line and column. */
import {
  isTemplateError,
  StackFailure,
  type Path,
  type TemplateDocument,
} from '../cloudformation/index.ts'
import { isMisuseError, MisuseError } from '../core/errors.ts'
import type { MaybePromise } from '../core/maybe-promise.ts'

/** Runs a step. Its refusal of the template becomes a MisuseError that says where. */
export function explained<Result>(
  shown: string,
  document: TemplateDocument | undefined,
  step: () => Result,
): Result {
  try {
    return step()
  } catch (error) {
    throw explain(shown, document, error)
  }
}

/** Does the same for a step that may have to wait. */
export function explainedLater<Result>(
  shown: string,
  document: TemplateDocument | undefined,
  step: () => MaybePromise<Result>,
): MaybePromise<Result> {
  const result = explained(shown, document, step)
  if (!(result instanceof Promise)) return result
  return result.catch((error: unknown) => {
    throw explain(shown, document, error)
  })
}

/** Returns the error to throw in place of a refusal of the template. */
export function explain(
  shown: string,
  document: TemplateDocument | undefined,
  error: unknown,
): unknown {
  if (isTemplateError(error)) {
    const end = /[.!)\]]$/.test(error.message) ? '' : '.'
    const place = placeOf(shown, document, error.path)
    return new MisuseError(`${place}${error.message}${end}`, undefined, error.hint)
  }
  if (!(error instanceof StackFailure)) return error
  const { logicalId, type, error: cause } = error.failure
  const { message } = cause
  // A value of the template, or an error of a nested template that says where already.
  if (isTemplateError(cause) || isMisuseError(cause)) return explain(shown, document, cause)
  const place = placeOf(shown, document, ['Resources', logicalId])
  return new MisuseError(`${place}${logicalId} (${type}) cannot be created: ${message}`)
}

/** `template.yaml:12:7: Resources.Jobs.Properties.QueueName: ` */
function placeOf(shown: string, document: TemplateDocument | undefined, path: Path): string {
  const position = document?.locate(path)
  const at = position ? `:${position.line}:${position.column}` : ''
  return `${shown}${at}: ${path.length > 0 ? `${path.join('.')}: ` : ''}`
}
