/**
 * The capabilities that a template needs.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html#using-iam-capabilities
 */
import { isObject } from '../../core/json.ts'
import { model } from '../api/define-operation.ts'

const NAMED: Readonly<Record<string, string>> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
}

/** What ValidateTemplate and GetTemplateSummary say of the resources that need capabilities. */
export function capabilitiesOf(document: unknown): object {
  const resources = isObject(document) ? document['Resources'] : undefined
  const needed = new Set<string>()
  const types = new Set<string>()
  for (const resource of Object.values(isObject(resources) ? resources : {})) {
    if (!isObject(resource) || !String(resource['Type']).startsWith('AWS::IAM::')) continue
    addFor(resource, needed)
    types.add(String(resource['Type']))
  }
  if (types.size === 0) return {}
  const isNamed = needed.has('CAPABILITY_NAMED_IAM')
  return {
    Capabilities: [isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'],
    // AWS: API_ValidateTemplate.html (CapabilitiesReason). Seen: the text, in public issues
    CapabilitiesReason: `The following resource(s) require capabilities: [${[...types].join(', ')}]`,
  }
}

export function checkCapabilities(document: unknown, given: readonly string[]): void {
  if (!isObject(document)) return
  const needed = new Set<string>()
  // Recorded: CF::test_stacks (a macro without CAPABILITY_AUTO_EXPAND)
  if (document['Transform'] !== undefined) needed.add('CAPABILITY_AUTO_EXPAND')
  for (const resource of Object.values(
    isObject(document['Resources']) ? document['Resources'] : {},
  ))
    if (isObject(resource)) addFor(resource, needed)
  // CAPABILITY_NAMED_IAM includes CAPABILITY_IAM.
  const missing = [...needed].filter(
    (one) =>
      !given.includes(one) && !(one === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')),
  )
  if (missing.length === 0) return
  throw model.error(
    'InsufficientCapabilitiesException',
    `Requires capabilities : [${missing.join(', ')}]`,
  )
}

function addFor(
  { Type: type, Properties: given }: Record<string, unknown>,
  needed: Set<string>,
): void {
  if (typeof type !== 'string') return
  const isIam = type.startsWith('AWS::IAM::')
  // SAM makes a role for each function.
  if (!isIam && type !== 'AWS::Serverless::Function') return
  const property = NAMED[type]
  const isNamed = property !== undefined && isObject(given) && given[property] !== undefined
  needed.add(isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM')
}
