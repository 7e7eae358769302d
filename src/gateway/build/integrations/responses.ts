/** Checks and parses the responses of an integration. */
import { MisuseError } from '../../../core/errors.ts'
import type { Regex } from '../../../core/regex/regex.ts'
import type { IntegrationResponse } from '../../api/integrations/integrations.ts'
import type { ResponseDefinition } from '../../api/integrations/mapped-integration.ts'
import { rooms } from '../../rooms.ts'
import { checkContentHandling, checkMembers, type Where } from './options.ts'
import { toResponseParameters } from './parameters.ts'
import { toTemplates } from './templates.ts'

const MEMBERS = [
  ...['statusCode', 'selectionPattern', 'responseTemplates', 'responseParameters'],
  'contentHandling',
]

export const toResponses = (
  given: readonly IntegrationResponse[] | undefined,
  where: Where,
): ResponseDefinition[] =>
  (given ?? []).map((response, index) => toResponse(response, `${where}.responses[${index}]`))

function toResponse(given: IntegrationResponse, where: Where): ResponseDefinition {
  checkMembers(given, MEMBERS, where)
  const { statusCode, selectionPattern, responseTemplates, responseParameters } = given
  if (!/^[1-5]\d\d$/.test(String(statusCode)))
    throw new MisuseError(`${where}.statusCode is '${String(statusCode)}'.`, '100 to 599')
  return {
    status: Number(statusCode),
    selectionPattern: toPattern(selectionPattern, where),
    templates: toTemplates(responseTemplates, `${where}.responseTemplates`),
    parameters: toResponseParameters(responseParameters, where),
    contentHandling: checkContentHandling(given.contentHandling, where),
  }
}

/** An empty pattern is none. */
function toPattern(pattern: string | undefined, where: Where): Regex | undefined {
  if (pattern === undefined || pattern === '') return undefined
  const { compileRegex, RegexSyntaxError } = rooms.regex()
  try {
    return compileRegex(pattern)
  } catch (error) {
    if (error instanceof RegexSyntaxError)
      throw new MisuseError(
        `${where}.selectionPattern is not a regular expression: ${error.message}.`,
        'a regular expression of Java',
      )
    throw error
  }
}
