/** The managed policies of AWS that applications use most. Loaded when one is first named. */
import { partitionOf } from '../../core/arn.ts'
import type { ManagedPolicy } from '../state.ts'
import { POLICIES } from './policies.ts'

const ARN = /^arn:[^:]+:iam::aws:policy\/(.+)$/
/** When a policy of AWS was made and changed is of no interest to a test. */
const CREATED = 1_423_180_800_000 // 2015-02-06

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Returns the document of a policy of AWS. Undefined for one that is not known here. */
export const documentOfAws = (arn: string): string | undefined =>
  policyOfAws(arn)?.versions[0]?.document

/** Returns a policy of AWS as if IAM kept it. */
export function policyOfAws(arn: string): ManagedPolicy | undefined {
  const [, path = ''] = ARN.exec(arn) ?? []
  const statements = Object.hasOwn(POLICIES, path) ? POLICIES[path] : undefined
  if (!statements) return undefined
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements })
  return {
    name: nameOf(path),
    path: `/${path.slice(0, path.lastIndexOf('/') + 1)}`,
    id: idOf(path),
    arn,
    description: undefined,
    versions: [{ id: 'v1', document, createdAt: CREATED }],
    defaultVersion: 'v1',
    newestVersion: 1,
    createdAt: CREATED,
    updatedAt: CREATED,
    tags: new Map(),
    generation: 0,
  }
}

/** All of them, in a region's partition. */
export const allPoliciesOfAws = (region: string): readonly ManagedPolicy[] =>
  Object.keys(POLICIES).flatMap(
    (path) => policyOfAws(`arn:${partitionOf(region)}:iam::aws:policy/${path}`) ?? [],
  )

/** Unverified: AWS's ids are fixed, but not derived from the names. */
function idOf(path: string): string {
  let hash = 0
  let id = 'ANPA'
  for (let i = 0; i < 17; i++) {
    for (const character of path) hash = (hash * 31 + character.charCodeAt(0) + i) >>> 0
    id += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(hash % 32)
  }
  return id
}
