/**
 * CloudFront's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_CloudFront.html
 */
import type { ResourceTypes } from '../core/cloudformation/types.ts'

export const resourceTypes: ResourceTypes = {}
