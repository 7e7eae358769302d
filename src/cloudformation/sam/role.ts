/**
 * The role of a function without one.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html (Policies)
 */
import { isObject } from '../../core/json.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { propertiesIn, type Properties, type SamContext, type SamResource } from './context.ts'
import { policyOfTemplate } from './policy-templates.ts'
import { toTagList } from './simple-resources.ts'

const managed = (name: string): Properties => ({
  'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}`,
})

export function addRole({ id, properties, attributes }: SamResource, context: SamContext): void {
  const given = properties['Policies']
  const policies: unknown[] = given === undefined ? [] : Array.isArray(given) ? given : [given]
  const arns: unknown[] = [managed('service-role/AWSLambdaBasicExecutionRole')]
  if (properties['VpcConfig'] !== undefined)
    arns.push(managed('service-role/AWSLambdaVPCAccessExecutionRole'))
  if (properties['Tracing'] === 'Active') arns.push(managed('AWSXRayDaemonWriteAccess'))
  const inline: Properties[] = []
  for (const [index, policy] of policies.entries()) {
    const document = documentOf(policy)
    if (!document) arns.push(toArn(policy))
    else inline.push({ PolicyName: `${id}RolePolicy${index}`, PolicyDocument: document })
  }
  context.add(
    `${id}Role`,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: properties['AssumeRolePolicyDocument'] ?? TRUST,
      ManagedPolicyArns: arns,
      Policies: inline.length > 0 ? inline : undefined,
      Path: properties['RolePath'],
      PermissionsBoundary: properties['PermissionsBoundary'],
      Tags: toTagList(properties['Tags'], { 'lambda:createdBy': 'SAM' }),
    },
    withoutUndefined({ Condition: attributes['Condition'] }),
  )
}

const TRUST: Properties = {
  Version: '2012-10-17',
  Statement: [
    {
      Action: ['sts:AssumeRole'],
      Effect: 'Allow',
      Principal: { Service: ['lambda.amazonaws.com'] },
    },
  ],
}

/** A policy document, or the one that a policy template stands for. Undefined for managed policies. */
function documentOf(policy: unknown): Properties | undefined {
  if (!isObject(policy)) return undefined
  if (policy['Statement'] !== undefined) return policy
  const [name, ...others] = Object.keys(policy)
  if (name === undefined || others.length > 0 || name === 'Ref' || name.startsWith('Fn::'))
    return undefined
  return policyOfTemplate(name, propertiesIn(policy[name]))
}

/** A name without an ARN is one of AWS's managed policies. */
const toArn = (policy: unknown): unknown =>
  typeof policy === 'string' && !policy.startsWith('arn:') ? managed(policy) : policy
