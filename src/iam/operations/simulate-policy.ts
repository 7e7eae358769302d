/** SimulateCustomPolicy and SimulatePrincipalPolicy. */
import { partitionOf } from '../../core/arn.ts'
import type { Access, Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { policyDocument } from '../documents/find-policy.ts'
import * as errors from '../errors.ts'
import type { IamState } from '../state.ts'
import { checkDocument } from './shared/documents.ts'
import { accessToAll } from './shared/holders.ts'
import { pageOf, type PageOutput } from './shared/pages.ts'
import { simulate, type SimulationInput } from './simulation/simulate.ts'
import { documentsOf, holderOf, type PolicySource } from './simulation/sources.ts'

const MEMBERS = [
  'PolicyInputList',
  'PermissionsBoundaryPolicyInputList',
  'ActionNames',
  'ResourceArns',
  'ResourcePolicy',
  'ResourceOwner',
  'CallerArn',
  'ContextEntries.ContextKeyName',
  'ContextEntries.ContextKeyValues',
  'ContextEntries.ContextKeyType',
  'Marker',
  'MaxItems',
]

interface CustomInput extends SimulationInput {
  readonly PolicyInputList: readonly string[]
  readonly PermissionsBoundaryPolicyInputList?: readonly string[]
}

interface PrincipalInput extends Omit<CustomInput, 'PolicyInputList'> {
  readonly PolicySourceArn: string
  readonly PolicyInputList?: readonly string[]
}

type Output = PageOutput & { readonly EvaluationResults: readonly object[] }

const given = (name: string, documents: readonly string[] = []): PolicySource[] =>
  documents.map((document, index) => {
    checkDocument(document, 'identity')
    return { id: `${name}.${index + 1}`, document }
  })

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export const simulateCustomPolicy: Operation<IamState, CustomInput, Output> = defineOperation({
  name: 'SimulateCustomPolicy',
  handles: MEMBERS,
  access: accessToAll('SimulateCustomPolicy'),
  run(_state, input: CustomInput, { world }) {
    const { accountId, region } = world.options
    const results = simulate(
      {
        identity: given('PolicyInputList', input.PolicyInputList),
        boundaries: given(
          'PermissionsBoundaryPolicyInputList',
          input.PermissionsBoundaryPolicyInputList,
        ),
        resource: input.ResourcePolicy,
        caller: input.CallerArn ?? `arn:${partitionOf(region)}:iam::${accountId}:user/custom`,
        account: accountId,
      },
      input,
    )
    return paged('SimulateCustomPolicy', results, input)
  },
})

/** AWS: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const simulatePrincipalPolicy: Operation<IamState, PrincipalInput, Output> = defineOperation(
  {
    name: 'SimulatePrincipalPolicy',
    handles: ['PolicySourceArn', ...MEMBERS],
    access: ({ PolicySourceArn }): readonly Access[] => [
      { action: 'iam:SimulatePrincipalPolicy', resource: PolicySourceArn },
    ],
    run(state, input: PrincipalInput, { world }) {
      const { PolicySourceArn, CallerArn = PolicySourceArn } = input
      const boundaries = given(
        'PermissionsBoundaryPolicyInputList',
        input.PermissionsBoundaryPolicyInputList,
      )
      const isGroup = PolicySourceArn.includes(':group/')
      // AWS: the page above: a resource policy needs a caller, and a group is none.
      if (isGroup && input.ResourcePolicy !== undefined && input.CallerArn === undefined)
        throw errors.invalidInput('CallerArn is required with a ResourcePolicy for a group.')
      const results = simulate(
        {
          identity: [
            ...documentsOf(state, PolicySourceArn),
            ...given('PolicyInputList', input.PolicyInputList),
          ],
          boundaries: boundaries.length > 0 ? boundaries : ownBoundary(state, PolicySourceArn),
          resource: input.ResourcePolicy,
          caller: CallerArn,
          account: world.options.accountId,
        },
        input,
      )
      return paged('SimulatePrincipalPolicy', results, input)
    },
  },
)

function ownBoundary(state: IamState, arn: string): PolicySource[] {
  const holder = holderOf(state, arn)
  const boundary = 'boundary' in holder ? holder.boundary : undefined
  const document = boundary === undefined ? undefined : policyDocument(state, boundary)
  return document === undefined ? [] : [{ id: String(boundary), document }]
}

/** The results have no key of their own: their places are the keys. */
function paged(operation: string, results: readonly object[], input: SimulationInput): Output {
  const placed = results.map((result, index) => ({ result, key: String(index).padStart(8, '0') }))
  const { page, rest } = pageOf(operation, placed, ({ key }) => key, input)
  return { EvaluationResults: page.map(({ result }) => result), ...rest }
}
