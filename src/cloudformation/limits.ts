/**
 * CloudFormation's quotas.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */

/** Of a template in the request, in bytes. */
export const TEMPLATE_BODY_BYTES = 51_200
/** Of a template in a bucket or a file, in bytes. */
export const TEMPLATE_BYTES = 1_000_000
export const RESOURCES = 500
export const PARAMETERS = 200
export const MAPPINGS = 200
export const OUTPUTS = 200
export const DESCRIPTION_CHARACTERS = 1024
/** Unverified: how deeply the values of a template may be nested. */
export const DEPTH = 100
