/** What a simulation answers for one action and one resource. */
import { compilePolicy, type Policy, type Statement } from '../../../core/policies/document.ts'
import { evaluate, search, type PolicySet } from '../../../core/policies/evaluate.ts'
import { principalOfArn, type Principal } from '../../../core/policies/principals.ts'
import { variablesIn } from '../../../core/policies/variables.ts'
import { statementSpans } from '../../documents/positions.ts'
import type { PolicySource } from './sources.ts'

export interface ContextEntry {
  readonly ContextKeyName?: string
  readonly ContextKeyValues?: readonly string[]
  readonly ContextKeyType?: string
}

/** The members that both simulations have. */
export interface SimulationInput {
  readonly ActionNames: readonly string[]
  readonly ResourceArns?: readonly string[]
  readonly ResourcePolicy?: string
  readonly ResourceOwner?: string
  readonly CallerArn?: string
  readonly ContextEntries?: readonly ContextEntry[]
  readonly Marker?: string
  readonly MaxItems?: number
}

export interface SimulatedPolicies {
  readonly identity: readonly PolicySource[]
  readonly boundaries: readonly PolicySource[]
  readonly resource: string | undefined
  /** The ARN that simulated requests come from. */
  readonly caller: string
  readonly account: string
}

interface CompiledSource {
  readonly source: PolicySource
  readonly policy: Policy
}

const compile = (source: PolicySource): CompiledSource => ({
  source,
  policy: compilePolicy(source.document, source.id),
})

/** Returns the results of every action, in the order of the request. */
export function simulate(policies: SimulatedPolicies, input: SimulationInput): object[] {
  const { ActionNames, ResourceArns = ['*'], ContextEntries = [] } = input
  const sources = policies.identity.map(compile)
  const boundary = policies.boundaries.map(compile)
  const resource =
    policies.resource === undefined
      ? undefined
      : compile({ id: 'ResourcePolicy', document: policies.resource })
  const context = new Map(ContextEntries.map((entry) => [keyOf(entry), valuesOf(entry)]))
  const set: PolicySet = {
    identity: sources.map(({ policy }) => policy),
    boundary: boundary[0]?.policy,
    resource: resource?.policy,
  }
  const all = [...sources, ...boundary, ...(resource ? [resource] : [])]
  return ActionNames.flatMap((action) =>
    ResourceArns.map((arn) => resultOf({ policies, set, all, context, input }, action, arn)),
  )
}

const keyOf = ({ ContextKeyName = '' }: ContextEntry): string => ContextKeyName.toLowerCase()

const valuesOf = ({ ContextKeyValues = [], ContextKeyType = '' }: ContextEntry) =>
  ContextKeyType.endsWith('List') ? ContextKeyValues : (ContextKeyValues[0] ?? '')

interface Simulation {
  readonly policies: SimulatedPolicies
  readonly set: PolicySet
  readonly all: readonly CompiledSource[]
  readonly context: ReadonlyMap<string, string | readonly string[]>
  readonly input: SimulationInput
}

function resultOf(
  { policies, set, all, context, input }: Simulation,
  action: string,
  resource: string,
): object {
  const principal: Principal = principalOfArn(policies.caller)
  const request = {
    principal,
    action,
    resource,
    resourceAccount: accountOf(input.ResourceOwner ?? resource) || policies.account,
    keys: (key: string) => context.get(key),
  }
  const { decision } = evaluate(set, request)
  const matched = all.filter(({ policy }) => {
    const found = search([policy], request)
    return decision === 'explicitDeny' ? found.deny : decision === 'allowed' && found.allow
  })
  const shown = matched.flatMap(({ source, policy }) => {
    const found = search([policy], request)
    const statement = decision === 'explicitDeny' ? found.deny : found.allow
    return statement ? [shownStatement(source, statement)] : []
  })
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: decision,
    MatchedStatements: shown,
    MissingContextValues: missingKeys(all, context, action),
    OrganizationsDecisionDetail: { AllowedByOrganizations: true },
    ...(set.boundary && {
      PermissionsBoundaryDecisionDetail: {
        AllowedByPermissionsBoundary: search([set.boundary], request).allow !== undefined,
      },
    }),
    EvalDecisionDetails: {},
    ResourceSpecificResults: [],
  }
}

/** Of an ARN, or of an account's root. */
const accountOf = (arn: string): string | undefined => arn.split(':')[4]

function shownStatement({ id, document }: PolicySource, { index }: Statement): object {
  return {
    SourcePolicyId: id,
    SourcePolicyType: 'IAM Policy',
    ...statementSpans(document)[index],
  }
}

/** AWS: keys of statements about the action that the request does not have. */
function missingKeys(
  all: readonly CompiledSource[],
  context: ReadonlyMap<string, unknown>,
  action: string,
): string[] {
  const names = new Map<string, string>()
  for (const { policy } of all) {
    for (const { document, coversAction } of policy.statements) {
      if (!coversAction(action.toLowerCase())) continue
      const keys = Object.values(document.Condition ?? {}).flatMap((one) => Object.keys(one))
      const resources = [document.Resource ?? document.NotResource ?? []].flat()
      for (const name of [...keys, ...resources.flatMap((text) => variablesIn(text))])
        if (!context.has(name.toLowerCase())) names.set(name.toLowerCase(), name)
    }
  }
  return [...names.values()]
}
