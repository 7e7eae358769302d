/** Errors of templates, as the test's author reads them: with file, line and column. */
import {
  isTemplateError,
  StackFailure,
  type Path,
  type TemplateDocument,
} from '../cloudformation/index.ts'
import { MisuseError } from '../core/errors.ts'

/** Runs a step. Its refusal of the template becomes a MisuseError that says where. */
export function explained<Result>(
  shown: string,
  document: TemplateDocument | undefined,
  step: () => Result,
): Result {
  try {
    return step()
  } catch (error) {
    if (isTemplateError(error)) {
      throw new MisuseError(
        `${placeOf(shown, document, error.path)}${error.message}${/[.!)\]]$/.test(error.message) ? '' : '.'}`,
        undefined,
        error.hint,
      )
    }
    if (error instanceof StackFailure) {
      const { logicalId, type, error: cause } = error.failure
      const place = placeOf(shown, document, ['Resources', logicalId])
      throw new MisuseError(`${place}${logicalId} (${type}) cannot be created: ${cause.message}`)
    }
    throw error
  }
}

/** `template.yaml:12:7: Resources.Jobs.Properties.QueueName: ` */
function placeOf(shown: string, document: TemplateDocument | undefined, path: Path): string {
  const position = document?.locate(path)
  const at = position ? `:${position.line}:${position.column}` : ''
  return `${shown}${at}: ${path.length > 0 ? `${path.join('.')}: ` : ''}`
}
