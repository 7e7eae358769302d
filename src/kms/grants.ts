/**
 * Grants, as statements of a key's policy: they let their grantee use the key.
 * AWS: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
import type { GrantTerms, KmsState, StoredGrant } from './state.ts'

/**
 * What a grant on a symmetric key can allow, besides what it can on any key. All of these have an
 * encryption context, so that a grant's constraints count for them.
 * AWS: grants.html#grant-constraints
 */
export const SYMMETRIC_OPERATIONS: readonly string[] = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
]

export const grantsOf = ({ grants }: KmsState, keyId: string): readonly StoredGrant[] =>
  [...grants.values()].filter((grant) => grant.keyId === keyId)

/** Returns a key's policy with a statement for each of its grants. */
export function policyWithGrants(state: KmsState, keyId: string): string | undefined {
  const policy = state.keys.get(keyId)?.policy
  const grants = state.grants.size === 0 ? [] : grantsOf(state, keyId)
  if (policy === undefined || grants.length === 0) return policy
  const document = JSON.parse(policy) as { readonly Statement?: unknown }
  const statements: readonly unknown[] = [document.Statement ?? []].flat()
  return JSON.stringify({
    ...document,
    Statement: [...statements, ...grants.flatMap(toStatements)],
  })
}

function toStatements({ id, terms }: StoredGrant): readonly object[] {
  const condition = conditionOf(terms)
  const allow = (operations: readonly string[], Condition?: object): object[] =>
    operations.length === 0
      ? []
      : [
          {
            Sid: `grant ${id}`,
            Effect: 'Allow',
            Principal: { AWS: terms.GranteePrincipal },
            Action: operations.map((operation) => `kms:${operation}`),
            Resource: '*',
            ...(Condition && { Condition }),
          },
        ]
  if (!condition) return allow(terms.Operations)
  const isConstrained = (operation: string): boolean => SYMMETRIC_OPERATIONS.includes(operation)
  return [
    ...allow(terms.Operations.filter(isConstrained), condition),
    ...allow(terms.Operations.filter((operation) => !isConstrained(operation))),
  ]
}

function conditionOf({ Constraints = {} }: GrantTerms): object | undefined {
  const { EncryptionContextSubset, EncryptionContextEquals } = Constraints
  const context = EncryptionContextEquals ?? EncryptionContextSubset
  if (!context) return undefined
  const values = Object.entries(context).map(([name, value]) => [
    `kms:EncryptionContext:${name}`,
    value,
  ])
  return {
    ...(values.length > 0 && { StringEquals: Object.fromEntries(values) as object }),
    ...(EncryptionContextEquals && {
      'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': Object.keys(context) },
    }),
  }
}
