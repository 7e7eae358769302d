/**
 * Resource policies of tables and streams.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html
 */
import { parseArn } from '../../../core/arn.ts'
import type { Operation, World } from '../../../core/world/world.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import { accessDenied, resourceNotFound, validation } from '../../errors.ts'
import { existingTable } from '../../state/existing-table.ts'
import type { DynamoDbState } from '../../state/state.ts'
import { findStreamIn } from './find-stream-in.ts'
import { policyNotFound, policyTooLong, revisionDiffers, wrongPolicy } from './errors.ts'

interface Input {
  readonly ResourceArn: string
  readonly ExpectedRevisionId?: string
}

interface PutInput extends Input {
  readonly Policy: string
  readonly ConfirmRemoveSelfResourceAccess?: boolean
}

// AWS: API_PutResourcePolicy.html: 20 KB.
const MOST_BYTES = 20 * 1024

const checkPut = constraintsFor('PutResourcePolicy')
const checkGet = constraintsFor('GetResourcePolicy')
const checkDelete = constraintsFor('DeleteResourcePolicy')

/** AWS: API_PutResourcePolicy.html */
export const putResourcePolicy: Operation<DynamoDbState, PutInput> = {
  name: 'PutResourcePolicy',
  parse: parserOf('PutResourcePolicy'),
  run(state, input, { world }) {
    checkPut(input)
    checkResource(state, input.ResourceArn, world)
    return { RevisionId: setPolicy(state, input.ResourceArn, input.Policy, input, world) }
  },
}

/** Attaches a policy after its checks, and returns its revision. */
export function setPolicy(
  state: DynamoDbState,
  arn: string,
  policy: string,
  { ExpectedRevisionId: expected }: Pick<Input, 'ExpectedRevisionId'>,
  world: World,
): string {
  checkDocument(policy)
  const present = state.policies.get(arn)
  // AWS: `NO_POLICY` asks for a resource that has none.
  if (expected !== undefined && (present?.revision ?? 'NO_POLICY') !== expected) {
    throw revisionDiffers()
  }
  // The same policy again changes nothing.
  const isSame = present?.policy === policy
  const revision = isSame ? present.revision : nextRevision(state, world)
  state.policies = new Map([...state.policies, [arn, { policy, revision }]])
  return revision
}

/** A number of 13 digits, which grows. */
function nextRevision(state: DynamoDbState, world: World): string {
  let revision = world.clock.now()
  for (const each of state.policies.values()) {
    revision = Math.max(revision, Number(each.revision) + 1)
  }
  return String(revision)
}

function checkDocument(policy: string): void {
  if (Buffer.byteLength(policy.replace(/\s/g, '')) > MOST_BYTES) throw policyTooLong()
  let document: unknown
  try {
    document = JSON.parse(policy)
  } catch {
    throw wrongPolicy()
  }
  const isDocument = typeof document === 'object' && document !== null && 'Statement' in document
  if (!isDocument) throw wrongPolicy()
}

/** Throws unless the ARN is that of a table or a stream of this region. */
function checkResource(state: DynamoDbState, arn: string, world: World): void {
  const parts = parseArn(arn)
  if (parts?.service !== 'dynamodb') throw validation(`Invalid ResourceArn: ${arn}`)
  if (parts.account !== world.options.accountId) throw accessDenied()
  const [type, name, kind] = parts.resource.split('/')
  if (type !== 'table' || !name || (kind !== undefined && kind !== 'stream')) {
    throw validation(`Invalid ResourceArn: ${arn}`)
  }
  const notFound = (): Error => resourceNotFound(`ResourceArn: ${arn} not found`)
  if (parts.region !== world.options.region) throw notFound()
  if (kind === 'stream') {
    if (!findStreamIn(state, arn, world)) throw notFound()
  } else existingTable(state, name, world, notFound)
}

/** AWS: API_GetResourcePolicy.html */
export const getResourcePolicy: Operation<DynamoDbState, Input> = {
  name: 'GetResourcePolicy',
  parse: parserOf('GetResourcePolicy'),
  run(state, input, { world }) {
    checkGet(input)
    checkResource(state, input.ResourceArn, world)
    const present = state.policies.get(input.ResourceArn)
    if (!present) throw policyNotFound(input.ResourceArn)
    return { Policy: present.policy, RevisionId: present.revision }
  },
}

/** AWS: API_DeleteResourcePolicy.html: deleting none is no error, unless a revision is expected. */
export const deleteResourcePolicy: Operation<DynamoDbState, Input> = {
  name: 'DeleteResourcePolicy',
  parse: parserOf('DeleteResourcePolicy'),
  run(state, input, { world }) {
    checkDelete(input)
    const { ResourceArn: arn, ExpectedRevisionId: expected } = input
    checkResource(state, arn, world)
    const present = state.policies.get(arn)
    if (expected !== undefined && present?.revision !== expected) {
      throw present ? revisionDiffers() : policyNotFound(arn)
    }
    if (!present) return { RevisionId: undefined }
    state.policies = new Map([...state.policies].filter(([each]) => each !== arn))
    return { RevisionId: present.revision }
  },
}
