/**
 * Regions from the files that deploy an application.
 * Reads CloudFormation and SAM templates; `src/cloudformation` creates what they describe. OpenAPI
 * documents become gateways.
 * State: none of its own; stacks are CloudFormation's.
 */
export { checkTemplate, type CheckedResource, type TemplateReport } from './check-template.ts'
export { fromCdk, type CdkOptions, type CdkSource } from './cdk/from-cdk.ts'
export { fromOpenApi } from './from-open-api.ts'
export type { FromOpenApiOptions, OpenApiBuild, OpenApiStack } from './from-open-api.ts'
export { fromServerless, type ServerlessOptions } from './serverless/from-serverless.ts'
export { fromTemplate } from './from-template.ts'
export type { Build, BuiltStack } from './build-stack.ts'
export type { ModuleGlob, TemplateHandler, TemplateOptions } from './options.ts'
export type { TemplateSource } from './read-template.ts'
export { Stack, type StackResourceView } from './stack.ts'
