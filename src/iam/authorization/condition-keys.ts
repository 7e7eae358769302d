/**
 * The values of condition keys in one request.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { UnsupportedError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import { nameOfPrincipal, type Principal } from '../../core/policies/principals.ts'
import type { ConditionKeys } from '../../core/policies/variables.ts'
import type { Access, World } from '../../core/world/world.ts'
import type { Subject } from './policy-sets.ts'

export interface KeyedRequest {
  readonly world: World
  readonly subject: Subject
  /** Milliseconds since 1970. */
  readonly at: number
  /** What the operation or service says about this permission. */
  readonly access: Access
  /** The operation's input, for the tags of a request. */
  readonly input: unknown
}

type Value = string | readonly string[] | undefined

/** By key, in lower case. */
const GLOBAL: ReadonlyMap<string, (request: KeyedRequest) => Value> = new Map<
  string,
  (request: KeyedRequest) => Value
>([
  ['aws:currenttime', ({ at }) => new Date(at).toISOString()],
  ['aws:epochtime', ({ at }) => String(Math.floor(at / 1000))],
  ['aws:securetransport', () => 'true'],
  // Calls of the test come from this machine.
  ['aws:sourceip', ({ subject }) => (subject.caller ? '127.0.0.1' : undefined)],
  ['aws:requestedregion', ({ world }) => world.options.region],
  ['aws:viaawsservice', () => 'false'],
  ['aws:principalisawsservice', ({ subject }) => String(subject.principal.kind === 'service')],
  [
    'aws:principalservicename',
    ({ subject: { principal } }) => (principal.kind === 'service' ? principal.name : undefined),
  ],
  [
    'aws:principalarn',
    ({ subject: { principal } }) =>
      principal.kind === 'session'
        ? principal.roleArn
        : 'arn' in principal
          ? principal.arn
          : undefined,
  ],
  ['aws:principalaccount', ({ subject: { caller } }) => caller?.accountId],
  [
    'aws:principaltype',
    ({ subject: { principal } }) =>
      isFederated(principal) ? 'FederatedUser' : (PRINCIPAL_TYPES[principal.kind] ?? 'Anonymous'),
  ],
  ['aws:userid', ({ subject: { caller } }) => caller?.userId],
  [
    'aws:username',
    ({ subject: { principal } }) =>
      principal.kind === 'user' && !isFederated(principal)
        ? nameOfPrincipal(principal).split('/').at(-1)
        : undefined,
  ],
  [
    'aws:tokenissuetime',
    ({ subject: { caller } }) => caller?.session && new Date(caller.session.issuedAt).toISOString(),
  ],
  ['aws:sourceidentity', ({ subject: { caller } }) => caller?.session?.sourceIdentity],
  ['aws:tagkeys', ({ input }) => [...tagsIn(input).keys(), ...untagged(input)]],
])

/** The session of GetFederationToken. */
const isFederated = (principal: Principal): boolean =>
  nameOfPrincipal(principal).includes(':federated-user/')

const PRINCIPAL_TYPES: Readonly<Record<string, string>> = {
  root: 'Account',
  user: 'User',
  session: 'AssumedRole',
  federated: 'FederatedUser',
}

/** Keys that no request of a test has: there is no organization, no VPC and no device here. */
const ABSENT =
  /^aws:(calledvia|calledviafirst|calledvialast|ec2instancesourcevpc|ec2instancesourceprivateipv4|federatedprovider|multifactorauthage|multifactorauthpresent|principalorgid|principalorgpaths|principalservicenameslist|referer|resourceorgid|resourceorgpaths|sourceaccount|sourcearn|sourceorgid|sourceorgpaths|sourceowner|sourcevpc|sourcevpce|useragent|viaawsservice|vpcsourceip)$/

/**
 * The services whose operations name their condition keys. A key that a request of these does not
 * have is absent.
 */
const DESCRIBED =
  /^(dynamodb|s3|sns|sqs|sts|lambda|kms|secretsmanager|ssm|events|logs|kinesis|cloudwatch|iam|cognito-identity\.amazonaws\.com|execute-api):/

/**
 * Returns the values of a request's condition keys.
 *
 * @throws UnsupportedError when a policy asks for a key that is not simulated
 */
export function keysOf(request: KeyedRequest): ConditionKeys {
  const { subject } = request
  return (key) => {
    const given = ownValue(request, key)
    if (given !== undefined) return given
    const read = GLOBAL.get(key)
    if (read) return read(request)
    const tag = /^aws:(principaltag|requesttag)\/(.*)$/.exec(key)
    if (tag) return tagOf(tag[1] === 'principaltag' ? subject.tags : tagsIn(request.input), tag[2])
    if (ABSENT.test(key) || DESCRIBED.test(key)) return undefined
    throw request.world.refuse(
      new UnsupportedError({ service: 'IAM', parameter: `condition key ${key}` }),
    )
  }
}

/** The value of a key that the operation, the service or the session gives. */
function ownValue({ subject, access }: KeyedRequest, key: string): Value {
  const { context } = access
  return (
    (context && valueIn(context, key)) ?? valueIn(subject.caller?.session?.keys ?? NO_KEYS, key)
  )
}

const NO_KEYS: Readonly<Record<string, Value>> = {}

/** AWS: condition keys are not case-sensitive. `key`: in lower case. */
function valueIn(values: Readonly<Record<string, Value>>, key: string): Value {
  for (const name of Object.keys(values))
    if (name.length === key.length && name.toLowerCase() === key) return values[name]
  return undefined
}

/** AWS: the names of tags in condition keys are not case-sensitive. */
const tagOf = (tags: ReadonlyMap<string, string>, name = ''): string | undefined =>
  [...tags].find(([key]) => key.toLowerCase() === name)?.[1]

/** The tags of a request: a list of pairs, or a map, under the names that APIs use. */
function tagsIn(input: unknown): ReadonlyMap<string, string> {
  if (!isObject(input)) return NO_TAGS
  const tags = input['Tags'] ?? input['tags']
  if (Array.isArray(tags)) return new Map(tags.flatMap((tag) => pairOf(tag)))
  if (!isObject(tags)) return NO_TAGS
  return new Map(Object.entries(tags).map(([key, value]) => [key, String(value)]))
}

const NO_TAGS: ReadonlyMap<string, string> = new Map()

function pairOf(tag: unknown): [string, string][] {
  if (!isObject(tag)) return []
  const key = tag['Key'] ?? tag['TagKey'] ?? tag['key']
  const value = tag['Value'] ?? tag['TagValue'] ?? tag['value'] ?? ''
  return typeof key === 'string' && typeof value === 'string' ? [[key, value]] : []
}

function untagged(input: unknown): readonly string[] {
  const keys = isObject(input) ? (input['TagKeys'] ?? input['tagKeys']) : undefined
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []
}
