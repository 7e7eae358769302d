/** Parameter Store's quotas. */
// AWS: https://docs.aws.amazon.com/general/latest/gr/ssm.html#limits_ssm
export const STANDARD_VALUE_LENGTH = 4_096
export const ADVANCED_VALUE_LENGTH = 8_192
export const MOST_VERSIONS = 100
export const MOST_LABELS = 10
export const MOST_POLICIES = 10
export const MOST_LEVELS = 15
/** AWS: PutParameter, Name: without the ARN's prefix. */
export const NAME_LENGTH = 1_011
export const PATH_PAGE = 10
export const LIST_PAGE = 50
