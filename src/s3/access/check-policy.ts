/** What S3 checks of a bucket's policy before it takes it, beyond its form. */
import { malformedPolicy } from '../errors/buckets.ts'
import { listOf, type Policy, type Statement } from './policy.ts'

type OneOrMore = string | readonly string[] | undefined

/** Throws MalformedPolicy. Seen: public reports quote S3. Unverified: the order. */
export function checkPolicy({ Statement, Version }: Policy, bucket: string): void {
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') {
    throw malformedPolicy('The policy must contain a valid version string')
  }
  // Seen: versity/versitygw#646.
  if (Statement.length === 0) {
    throw malformedPolicy('Could not parse the policy: Statement is empty!')
  }
  for (const statement of Statement) checkStatement(statement, bucket)
}

function checkStatement(statement: Statement, bucket: string): void {
  const { Principal, Action, NotAction, Resource, NotResource } = statement
  const isPrincipal =
    typeof Principal !== 'object' ? (Principal ?? '*') === '*' : areAccounts(Principal)
  if (!isPrincipal) throw malformedPolicy('Invalid principal in policy')
  // Seen: versity/versitygw#650.
  const actions = listOf(Action)
  if (![...actions, ...listOf(NotAction)].every((action) => ACTION.test(action))) {
    throw malformedPolicy('Policy has invalid action')
  }
  // Seen: versity/versitygw#648, noobaa/noobaa-core#10058.
  const resources = listOf(Resource).map((resource) => levelOf(resource, bucket))
  const others = listOf(NotResource).map((resource) => levelOf(resource, bucket))
  if ([...resources, ...others].includes(undefined)) {
    throw malformedPolicy('Policy has invalid resource')
  }
  // Seen: versity/versitygw#645.
  const applies = (action: string): boolean =>
    /[*?]/.test(action) ||
    resources.some((level) => level === 'both' || level === levelOfAction(action))
  if (Resource !== undefined && !actions.every(applies)) {
    throw malformedPolicy('Action does not apply to any resource(s) in statement')
  }
}

const ACCOUNT = /^(?:\*|\d{12}|arn:[\w-]+:(?:iam|sts)::.+|A[A-Z0-9]{15,})$/

const areAccounts = (principal: Readonly<Record<string, OneOrMore>>): boolean =>
  listOf(principal['AWS']).every((name) => ACCOUNT.test(name))

const ACTION = /^(?:\*|s3:[\w*?]+)$/i

type Level = 'bucket' | 'object' | 'both'

/** Returns what a resource is, or undefined if it is not of this bucket. */
function levelOf(resource: string, bucket: string): Level | undefined {
  const name = /^arn:[\w-]+:s3:::(.+)$/.exec(resource)?.[1]
  if (name === undefined || !name.startsWith(bucket)) return undefined
  const rest = name.slice(bucket.length)
  if (rest === '') return 'bucket'
  if (rest.startsWith('/')) return 'object'
  return /^[*?]/.test(rest) ? 'both' : undefined
}

const ON_OBJECTS =
  /^s3:(?!(?:Get|Put)BucketObjectLock)(?:\w*Object\w*|AbortMultipartUpload|ListMultipartUploadParts|BypassGovernanceRetention|Replicate\w+|InitiateReplication)$/i

/** AWS: list_amazons3.html: the resource types of its actions. */
const levelOfAction = (action: string): Level => (ON_OBJECTS.test(action) ? 'object' : 'bucket')
