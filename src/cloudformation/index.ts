/**
 * CloudFormation: templates and the stacks made from them.
 * Simulates JSON and YAML templates with all intrinsic functions, parameters, conditions, mappings,
 * rules, exports, nested stacks and the SAM transform; creation and deletion of stacks. Each room
 * describes its own resource types (core/cloudformation/types.ts).
 * Does not simulate updates, change sets, stack sets, custom resources and macros.
 * State: `CloudFormationState` (stacks, deleted ones included).
 */
export { room } from './room.ts'
export type { CloudFormationState } from './state.ts'
export { createStackIn, type StackDescription } from './stacks/create-stack.ts'
export { findStack, exportsOf } from './state.ts'
export { isTemplateError, type Path, type TemplateError } from './errors.ts'
export {
  fromObject,
  parseTemplate,
  type Position,
  type TemplateDocument,
} from './template/parse.ts'
export { toTemplate, type Template } from './template/template.ts'
export { transform } from './transforms/transform.ts'
export { StackFailure } from './stacks/deploy.ts'
export type { NestedStacks } from './stacks/nested-stack.ts'
export type { FunctionResource, HandlerSource } from './stacks/handler-source.ts'
export { findResourceType } from './stacks/resource-types.ts'
export type { SkippedPart, Stack, StackOutput, StackResource } from './stack.ts'
