/** The refusal of names that a template does not define. */
import { didYouMean } from '../../core/errors.ts'
import { TemplateError, type Path } from '../errors.ts'
import type { Scope } from './scope.ts'

// Recorded: cfn-e-ref, cfn-e-cond-ref, cfn-e-cond-getatt, cfn-e-cond-output
export function unresolved(name: string, scope: Scope, path: Path): TemplateError {
  const hint = didYouMean(name, scope.names())
  if (scope.block === 'Conditions') {
    // Seen: CreateStack in public issues
    return new TemplateError(
      `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
      path,
      hint,
    )
  }
  const prefix = scope.block === 'Outputs' ? '' : 'Template format error: '
  return new TemplateError(
    `${prefix}Unresolved resource dependencies [${name}] in the ${scope.block} block of the template`,
    path,
    hint,
  )
}
