/**
 * Lambda's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Lambda.html
 */
import type { ResourceTypes } from '../../core/cloudformation/types.ts'
import { functionType } from './function.ts'
import { REACTIONS } from './reactions.ts'
import { VERSIONS } from './versions.ts'

export const resourceTypes: ResourceTypes = {
  'AWS::Lambda::Function': functionType,
  ...VERSIONS,
  ...REACTIONS,
}
