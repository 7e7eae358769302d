import { partitionOf } from '../../../core/arn.ts'
import type { Operation, World } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { checkRevision } from '../../deployment/find.ts'
import { LATEST, type Statement } from '../../definition/definition.ts'
import { formatFunctionArn, parseFunctionName } from '../../definition/function-name.ts'
import * as errors from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { changePolicy, findPolicyOwner } from './policy.ts'

interface Input {
  readonly FunctionName: string
  readonly StatementId: string
  readonly Action: string
  readonly Principal: string
  readonly SourceArn?: string
  readonly SourceAccount?: string
  readonly EventSourceToken?: string
  readonly Qualifier?: string
  readonly RevisionId?: string
  readonly PrincipalOrgID?: string
  readonly FunctionUrlAuthType?: string
  readonly InvokedViaFunctionUrl?: boolean
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission: Operation<LambdaState, Input, { Statement: string }> = defineOperation({
  name: 'AddPermission',
  handles: [
    'FunctionName',
    'StatementId',
    'Action',
    'Principal',
    'SourceArn',
    'SourceAccount',
    'EventSourceToken',
    'Qualifier',
    'RevisionId',
    'PrincipalOrgID',
    'FunctionUrlAuthType',
    'InvokedViaFunctionUrl',
  ],
  access: accessTo('AddPermission'),
  run(state, input, { world }) {
    const { FunctionName, Qualifier, StatementId } = input
    const { qualifier } = parseFunctionName(FunctionName, world.options, Qualifier)
    if (qualifier === LATEST) throw errors.policyOnLatest()
    const owner = findPolicyOwner(world, state, FunctionName, Qualifier)
    checkRevision(input.RevisionId, owner.revisionId)
    const statements = owner.definition.policies.get(owner.key) ?? []
    if (statements.some(({ Sid }) => Sid === StatementId)) throw errors.statementExists(StatementId)
    const resource = formatFunctionArn(world.options, owner.definition.name, qualifier)
    const statement = toStatement(world, input, resource)
    changePolicy(world, state, owner, [...statements, statement])
    return { Statement: JSON.stringify(statement) }
  },
})

// Recorded: test_lambda_api TestLambdaPermissions: the members and their order.
function toStatement(world: World, input: Input, resource: string): Statement {
  const conditions = toConditions(input)
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: toPrincipal(world, input.Principal),
    Action: input.Action,
    Resource: resource,
    ...(Object.keys(conditions).length > 0 && { Condition: conditions }),
  }
}

function toPrincipal(world: World, principal: string): unknown {
  if (principal === '*') return '*'
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazon(aws)?\.com(\.cn)?$/.test(principal)) {
    return { Service: principal }
  }
  const partition = partitionOf(world.options.region)
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:${partition}:iam::${principal}:root` }
  if (/^arn:aws[a-z-]*:(iam|sts)::\d{12}:.+$/.test(principal)) return { AWS: principal }
  throw errors.invalidPrincipal()
}

// AWS: AddPermission: the condition of each member.
function toConditions(input: Input): Record<string, Record<string, string>> {
  const equals = {
    ...(input.SourceAccount !== undefined && { 'AWS:SourceAccount': input.SourceAccount }),
    ...(input.PrincipalOrgID !== undefined && { 'aws:PrincipalOrgID': input.PrincipalOrgID }),
    ...(input.EventSourceToken !== undefined && {
      'lambda:EventSourceToken': input.EventSourceToken,
    }),
    ...(input.FunctionUrlAuthType !== undefined && {
      'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType,
    }),
  }
  return {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(input.SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': input.SourceArn } }),
    ...(input.InvokedViaFunctionUrl !== undefined && {
      Bool: { 'lambda:InvokedViaFunctionUrl': String(input.InvokedViaFunctionUrl) },
    }),
  }
}
