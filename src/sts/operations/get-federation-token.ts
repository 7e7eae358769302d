import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { sessionOfSession } from '../errors.ts'
import type { StsState } from '../state.ts'
import { accountArn, identityOf } from './caller.ts'
import { checkPolicy, issue, packedSize, PLAIN_SESSION, type Credentials } from './sessions.ts'

interface Input {
  readonly Name: string
  readonly Policy?: string
  readonly PolicyArns?: readonly { readonly arn?: string }[]
  readonly DurationSeconds?: number
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[]
}

interface Output {
  readonly Credentials: Credentials
  readonly FederatedUser: { readonly FederatedUserId: string; readonly Arn: string }
  readonly PackedPolicySize?: number
}

// AWS: GetFederationToken, DurationSeconds: twelve hours, and one hour for the account's owner.
const DEFAULT_SECONDS = 43_200
const OWNER_SECONDS = 3_600

/** AWS: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
export const getFederationToken: Operation<StsState, Input, Output> = defineOperation({
  name: 'GetFederationToken',
  handles: ['Name', 'Policy', 'PolicyArns.arn', 'DurationSeconds', 'Tags'],
  access: ({ Name, Tags }, world) => {
    const resource = accountArn(world, 'sts', `federated-user/${Name}`)
    return [
      { action: 'sts:GetFederationToken', resource },
      ...(Tags?.length ? [{ action: 'sts:TagSession', resource }] : []),
    ]
  },
  run(state, input, { world, record }) {
    const { Name, Policy, DurationSeconds = DEFAULT_SECONDS, Tags = [] } = input
    const { arn: parent, session } = identityOf(world, state, record)
    if (session) throw sessionOfSession('GetFederationToken')
    checkPolicy(Policy)
    const policyArns = (input.PolicyArns ?? []).flatMap(({ arn }) => arn ?? [])
    const arn = accountArn(world, 'sts', `federated-user/${Name}`)
    const userId = `${world.options.accountId}:${Name}`
    const seconds = parent.endsWith(':root')
      ? Math.min(DurationSeconds, OWNER_SECONDS)
      : DurationSeconds
    const federated = {
      ...PLAIN_SESSION,
      ...{ userId, arn, roleArn: undefined, parentArn: parent, policyArns },
      // AWS: without a session policy the session may do what policies of resources allow.
      policy: Policy ?? (policyArns.length === 0 ? NOTHING : undefined),
      tags: new Map(Tags.map(({ Key, Value }): [string, string] => [Key, Value])),
    }
    return {
      Credentials: issue(world, state, federated, seconds),
      FederatedUser: { FederatedUserId: userId, Arn: arn },
      ...packedSize([Policy, ...policyArns, ...Tags.flatMap(({ Key, Value }) => [Key, Value])]),
    }
  },
})

const NOTHING = JSON.stringify({ Version: '2012-10-17', Statement: [] })
