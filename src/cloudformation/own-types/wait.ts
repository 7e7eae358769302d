/** Resource types that only order the creation of others, or describe the template. */
import type { ResourceType, ResourceTypes } from '../../core/cloudformation/types.ts'

/** Exists by name alone. */
const named = (handles: readonly string[] = []): ResourceType => ({
  handles: [],
  meaningless: handles,
  create: ({ generateName }) => ({ id: generateName(64) }),
  update: 'recreate',
})

// AWS: aws-resource-cloudformation-waitcondition.html (nothing is waited for: every signal has come)
export const WAIT_TYPES: ResourceTypes = {
  'AWS::CloudFormation::WaitConditionHandle': named(),
  'AWS::CloudFormation::WaitCondition': {
    handles: [],
    meaningless: ['Handle', 'Timeout', 'Count'],
    create: ({ generateName }) => ({ id: generateName(64), attributes: { Data: '{}' } }),
    update: 'recreate',
  },
  // Its function rewrites the templates of other stacks (transforms/macro.ts).
  'AWS::CloudFormation::Macro': {
    handles: ['Name', 'FunctionName'],
    meaningless: ['Description', 'LogGroupName', 'LogRoleARN'],
    create: ({ properties }) => ({ id: String(properties['Name']) }),
    update: 'recreate',
  },
  // What CDK writes about itself.
  'AWS::CDK::Metadata': named(['Analytics']),
}
