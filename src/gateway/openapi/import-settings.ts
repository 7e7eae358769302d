/** What the imports of both kinds of API share: the title, the base path's mode, the warnings. */
import { badRequest } from '../control/errors.ts'
import type { BasePathMode } from './base-path.ts'
import { objectOf, textOf } from './json.ts'
import type { OpenApiDocument } from './read-document.ts'
import type { Warnings } from './warnings.ts'

/** Becomes the name of the API. */
export const titleOf = ({ root }: OpenApiDocument): string | undefined =>
  textOf(objectOf(root['info'])['title'])

// AWS: API_ImportRestApi.html (parameters), apigatewayv2 ImportApi (Basepath)
const MODES: readonly string[] = ['ignore', 'prepend', 'split'] satisfies BasePathMode[]

/** Throws BadRequestException for another mode. */
// Unverified: the wording.
export function toBasePathMode(given = 'ignore'): BasePathMode {
  if (!MODES.includes(given)) throw badRequest(`Invalid basepath value: ${given}`)
  return given as BasePathMode
}

/** The warnings of an answer. Throws BadRequestException if the request refuses imports with any. */
// Unverified: the wording.
export function warningTexts(
  { skipped }: Warnings,
  failOnWarnings: boolean | undefined,
): readonly string[] | undefined {
  if (skipped.length === 0) return undefined
  const texts = skipped.map(({ where, reason }) => `${where}: ${reason}`)
  if (failOnWarnings) throw badRequest(`Warnings found during import:\n\t${texts.join('\n\t')}`)
  return texts
}
