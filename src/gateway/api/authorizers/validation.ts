/** The expression that an authorizer's token must match. */
import { MisuseError } from '../../../core/errors.ts'

// AWS: API_CreateAuthorizer.html (identityValidationExpression: the whole token must match)
export function toValidation(
  expression: string | RegExp | undefined,
  caller: string,
): RegExp | undefined {
  if (expression === undefined) return undefined
  if (typeof expression !== 'string')
    return new RegExp(`^(?:${expression.source})$`, expression.flags.replace(/[gy]/g, ''))
  try {
    return new RegExp(`^(?:${expression})$`)
  } catch (error) {
    throw new MisuseError(
      `${caller} received the identityValidationExpression '${expression}': ${(error as Error).message}.`,
      'a regular expression',
    )
  }
}
