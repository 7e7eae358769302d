/**
 * CloudFormation: templates and the stacks made from them.
 * Simulates JSON and YAML templates with all intrinsic functions, parameters, conditions, mappings,
 * rules, exports, nested stacks, macros and the SAM transform; creation, update and deletion of
 * stacks, change sets, custom resources. Each room describes its own resource types
 * (core/cloudformation/types.ts).
 * Does not simulate stack sets, drift, imports of resources and stack policies.
 * State: `CloudFormationState` (stacks, deleted ones included, and change sets).
 */
export { room } from './room.ts'
export type { CloudFormationState } from './state.ts'
export { createStackIn } from './stacks/create-stack.ts'
export type { StackDescription } from './stack-description.ts'
export { findStack, exportsOf } from './state.ts'
export { isTemplateError, type Path, type TemplateError } from './errors.ts'
export {
  fromObject,
  parseTemplate,
  type Position,
  type TemplateDocument,
} from './template/parse.ts'
export { toTemplate, type Template } from './template/template.ts'
export { StackFailure } from './stacks/failure.ts'
export type { FunctionResource, HandlerSource, NestedStacks, StackSources } from './sources.ts'
export { findResourceType } from './resources/resource-types.ts'
export type { SkippedPart, Stack, StackOutput, StackResource } from './stack.ts'
