/**
 * `miniregion/templates`: regions from the files that deploy an application.
 *
 * @example
 * ```ts
 * import { defineRegion } from 'miniregion'
 * import { fromTemplate } from 'miniregion/templates'
 * const app = defineRegion(fromTemplate('template.yaml', { load: (file) => import(file) }))
 * ```
 *
 * @packageDocumentation
 */
import { checkNode } from './core/floors.ts'

export {
  checkTemplate,
  fromCdk,
  fromOpenApi,
  fromServerless,
  fromTemplate,
  type Build,
  type BuiltStack,
  type CdkOptions,
  type CdkSource,
  type CheckedResource,
  type FromOpenApiOptions,
  type ModuleGlob,
  type OpenApiBuild,
  type OpenApiStack,
  type ServerlessOptions,
  type Stack,
  type StackResourceView,
  type TemplateHandler,
  type TemplateOptions,
  type TemplateReport,
  type TemplateSource,
} from './templates/index.ts'

checkNode()
