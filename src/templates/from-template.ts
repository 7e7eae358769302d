/** `fromTemplate`: a CloudFormation or SAM template as the builder of a region. */
import { buildStack, type Build } from './build-stack.ts'
import type { TemplateOptions } from './options.ts'
import { locate } from './locate.ts'
import { readTemplate, type TemplateSource } from './read-template.ts'

/**
 * Builds a region from a CloudFormation or SAM template. The result is a builder for `defineRegion`
 * and `extend`, and can also be called with a region.
 *
 * @param template the file's path (from the working directory) or URL, or the template as an object
 * @throws MisuseError with file, line and column for a template that CloudFormation refuses
 * @example
 * ```ts
 * const app = defineRegion(fromTemplate('template.yaml', { load: (file) => import(file) }))
 * it('places', app(async ({ stack }) => {
 *   await stack.gateway('OrdersApi').post('/orders', { id: 'o1' })
 *   expect(stack.table('OrdersTable')).toHaveItem({ id: 'o1' })
 * }))
 * ```
 */
export function fromTemplate(
  template: TemplateSource,
  options?: TemplateOptions & { readonly name?: undefined },
): Build<'stack'>
/** Builds a region from a template, with a stack of another name. */
export function fromTemplate<const Name extends string>(
  template: TemplateSource,
  options: TemplateOptions<Name> & { readonly name: Name },
): Build<Name>
export function fromTemplate(
  template: TemplateSource,
  options: TemplateOptions<string> = {},
): Build<string> {
  const caller = 'fromTemplate()'
  const source = readTemplate(template, caller)
  return buildStack(caller, options, () => ({
    ...source,
    locate: (resource) => locate(resource, source.folder),
  }))
}
