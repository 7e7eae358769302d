/** PutPermission and RemovePermission: the policy of a bus, which is kept and shown. */
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { busArn, busNameOf } from '../buses/names.ts'
import * as errors from '../errors.ts'
import { findBus } from '../find.ts'
import { POLICY_CHARACTERS } from '../limits.ts'
import type { EventBridgeState, PolicyDocument, PolicyStatement, StoredBus } from '../state.ts'

interface BusInput {
  readonly EventBusName?: string
}

interface Condition {
  readonly Type: string
  readonly Key: string
  readonly Value: string
}

interface PutInput extends BusInput {
  readonly Action?: string
  readonly Principal?: string
  readonly StatementId?: string
  readonly Condition?: Condition
  readonly Policy?: string
}

interface RemoveInput extends BusInput {
  readonly StatementId?: string
  readonly RemoveAllPermissions?: boolean
}

const accessTo =
  (action: string) =>
  ({ EventBusName }: BusInput, world: World): Access[] => [
    { action, resource: busArn(world.options, busNameOf(world, EventBusName)) },
  ]

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html */
export const putPermission: Operation<EventBridgeState, PutInput, undefined> = defineOperation({
  name: 'PutPermission',
  handles: ['EventBusName', 'Action', 'Principal', 'StatementId', 'Condition', 'Policy'],
  access: accessTo('events:PutPermission'),
  run(state, input, { world }) {
    const bus = findBus(state, world, input.EventBusName)
    const policy =
      input.Policy === undefined
        ? withStatement(bus.policy, toStatement(world, bus, input))
        : parsePolicy(input.Policy)
    if (JSON.stringify(policy).length > POLICY_CHARACTERS) throw errors.policyTooLong()
    keepPolicy(state, world, bus, policy)
    return undefined
  },
})

function toStatement(
  { options }: World,
  { name }: StoredBus,
  { Action, Principal, StatementId, Condition: condition }: PutInput,
): PolicyStatement {
  if (Action === undefined || Principal === undefined || StatementId === undefined) {
    throw errors.permissionIncomplete()
  }
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action,
    Resource: busArn(options, name),
    ...(condition && {
      Condition: { [condition.Type]: { [condition.Key]: condition.Value } },
    }),
  }
}

/** Unverified: that a statement replaces one with the same id. */
const withStatement = (
  { Version, Statement }: PolicyDocument = { Version: '2012-10-17', Statement: [] },
  added: PolicyStatement,
): PolicyDocument => ({
  Version,
  Statement: [...Statement.filter(({ Sid }) => Sid !== added.Sid), added],
})

function parsePolicy(text: string): PolicyDocument {
  let policy: Partial<PolicyDocument> | undefined
  try {
    policy = Object(JSON.parse(text)) as Partial<PolicyDocument>
  } catch {
    // The text is not JSON.
    throw errors.policyNotJson()
  }
  const { Version = '2012-10-17', Statement } = policy
  if (Statement === undefined) throw errors.policyNotJson()
  return { Version, Statement: [Statement].flat() }
}

function keepPolicy(
  { buses }: EventBridgeState,
  { clock }: World,
  bus: StoredBus,
  policy: PolicyDocument | undefined,
): void {
  buses.set(bus.name, { ...bus, policy, changedAt: clock.now() })
}

/** AWS: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemovePermission.html */
export const removePermission: Operation<EventBridgeState, RemoveInput, undefined> =
  defineOperation({
    name: 'RemovePermission',
    handles: ['EventBusName', 'StatementId', 'RemoveAllPermissions'],
    access: accessTo('events:RemovePermission'),
    run(state, { EventBusName, StatementId, RemoveAllPermissions }, { world }) {
      const bus = findBus(state, world, EventBusName)
      if (RemoveAllPermissions) {
        keepPolicy(state, world, bus, undefined)
        return undefined
      }
      const { policy } = bus
      if (!policy) throw errors.noPolicy()
      const Statement = policy.Statement.filter(({ Sid }) => Sid !== StatementId)
      if (Statement.length === policy.Statement.length) throw errors.statementNotFound()
      const rest = Statement.length > 0 ? { ...policy, Statement } : undefined
      keepPolicy(state, world, bus, rest)
      return undefined
    },
  })
