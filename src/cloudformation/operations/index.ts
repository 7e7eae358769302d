/** The simulated operations of CloudFormation. */
import type { Operation } from '../../core/world/world.ts'
import type { CloudFormationState } from '../state.ts'
import {
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet,
  listChangeSets,
} from './change-sets.ts'
import { createChangeSet } from './create-change-set.ts'
import { createStack } from './create-stack.ts'
import { deleteStack } from './delete-stack.ts'
import { describeStackEvents } from './describe-stack-events.ts'
import {
  describeStackResource,
  describeStackResources,
  listStackResources,
} from './describe-stack-resources.ts'
import { describeStacks, listStacks } from './describe-stacks.ts'
import { getTemplate } from './get-template.ts'
import { listExports, listImports } from './list-exports.ts'
import { updateStack, updateTerminationProtection } from './update-stack.ts'
import { getTemplateSummary, validateTemplate } from './validate-template.ts'

export const operations: Readonly<Record<string, Operation<CloudFormationState>>> = {
  CreateChangeSet: createChangeSet,
  CreateStack: createStack,
  DeleteChangeSet: deleteChangeSet,
  DeleteStack: deleteStack,
  DescribeChangeSet: describeChangeSet,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResource: describeStackResource,
  DescribeStackResources: describeStackResources,
  DescribeStacks: describeStacks,
  ExecuteChangeSet: executeChangeSet,
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ListChangeSets: listChangeSets,
  ListExports: listExports,
  ListImports: listImports,
  ListStackResources: listStackResources,
  ListStacks: listStacks,
  UpdateStack: updateStack,
  UpdateTerminationProtection: updateTerminationProtection,
  ValidateTemplate: validateTemplate,
}
