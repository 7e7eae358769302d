/** AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */

/** Characters of inline policies, all of one entity together. White space does not count. */
export const INLINE_SIZE = { user: 2_048, group: 5_120, role: 10_240 } as const
export const MANAGED_SIZE = 6_144
export const TRUST_SIZE = 2_048
/** Managed policies of one user, group or role. */
export const ATTACHED_POLICIES = 10
export const POLICY_VERSIONS = 5
export const GROUPS_OF_USER = 10
export const KEYS_OF_USER = 2
export const TAGS = 50
/** Audiences of one OpenID Connect provider. */
export const CLIENT_IDS = 100
export const OIDC_THUMBPRINTS = 5

/** AWS: the same page: white space does not count. */
export const sizeOf = (document: string): number => document.replace(/\s/g, '').length
