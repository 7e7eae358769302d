/**
 * Who makes a request, and the principals that a policy of a resource names.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { isObject } from '../json.ts'

/** Who makes a request. */
export type Principal =
  | UserPrincipal
  | SessionPrincipal
  /** `sns.amazonaws.com` */
  | { readonly kind: 'service'; readonly name: string }
  /** Whoever an identity provider vouches for: `cognito-identity.amazonaws.com`. */
  | { readonly kind: 'federated'; readonly name: string }
  | { readonly kind: 'anonymous' }

export interface UserPrincipal {
  readonly kind: 'user' | 'root'
  /** `arn:aws:iam::123456789012:user/ann` */
  readonly arn: string
  readonly account: string
}

export interface SessionPrincipal {
  readonly kind: 'session'
  /** `arn:aws:sts::123456789012:assumed-role/place/s1` */
  readonly arn: string
  /** `arn:aws:iam::123456789012:role/app/place`, with the role's path. */
  readonly roleArn: string
  readonly account: string
}

/** The account of a principal. Undefined for services and anonymous requests. */
export const accountOf = (principal: Principal): string | undefined =>
  'account' in principal ? principal.account : undefined

/**
 * Who a principal is in messages: an ARN, a service's name or `anonymous`.
 */
export const nameOfPrincipal = (principal: Principal): string =>
  'arn' in principal ? principal.arn : principal.kind === 'anonymous' ? 'anonymous' : principal.name

/** Reads an ARN as a principal: that of a user, a role's session, or an account's root. */
export function principalOfArn(arn: string, roleArn?: string): Principal {
  const [, partition = 'aws', service, account = '', rest = ''] =
    /^arn:([^:]+):(iam|sts)::(\d*):(.*)$/.exec(arn) ?? []
  if (service === 'sts' && rest.startsWith('assumed-role/')) {
    const [, role = ''] = rest.split('/')
    return {
      kind: 'session',
      arn,
      account,
      roleArn: roleArn ?? `arn:${partition}:iam::${account}:role/${role}`,
    }
  }
  return { kind: rest === 'root' ? 'root' : 'user', arn, account }
}

/**
 * How a policy names a principal. `self`: by its own ARN, or as everyone. `role`: by the role of
 * its session. `account`: by its account, which then decides itself.
 */
export type Naming = 'self' | 'role' | 'account' | undefined

export type PrincipalTest = (principal: Principal) => Naming

interface WithPrincipal {
  readonly Principal?: unknown
  readonly NotPrincipal?: unknown
}

/** Undefined for a statement without the element, which is about the identity that has it. */
export function compilePrincipals({
  Principal,
  NotPrincipal,
}: WithPrincipal): PrincipalTest | undefined {
  if (Principal !== undefined) {
    const named = principalsIn(Principal)
    return (principal) => namingOf(named, principal)
  }
  if (NotPrincipal === undefined) return undefined
  const named = principalsIn(NotPrincipal)
  // Unverified: a principal is left out if the list has its own ARN, that of its role, or `*`. AWS
  // recommends to list its account as well.
  return (principal) => {
    const naming = namingOf(named, principal)
    return naming === undefined || naming === 'account' ? 'self' : undefined
  }
}

interface NamedPrincipals {
  readonly aws: ReadonlySet<string>
  readonly services: ReadonlySet<string>
  readonly federated: ReadonlySet<string>
}

function principalsIn(given: unknown): NamedPrincipals {
  if (given === '*') return { aws: new Set(['*']), services: new Set(), federated: new Set() }
  const named = isObject(given) ? given : {}
  const setOf = (kind: string): Set<string> =>
    new Set([named[kind] ?? []].flat().filter((text) => typeof text === 'string'))
  const services = new Set([...setOf('Service')].map(withoutRegion))
  return { aws: setOf('AWS'), services, federated: setOf('Federated') }
}

/** A service may be named with a region: `logs.eu-west-1.amazonaws.com`. */
const withoutRegion = (service: string): string =>
  service.replace(/^([\w-]+)\.[a-z]{2}(?:-[a-z]+)+-\d(?=\.amazonaws\.com)/, '$1')

function namingOf(named: NamedPrincipals, principal: Principal): Naming {
  const { aws, services, federated } = named
  // AWS: sns-send-message-to-sqs-cross-account.html: `*` is every service as well, which is why
  // such policies have conditions about the source.
  if (principal.kind === 'service')
    return services.has(principal.name) || aws.has('*') ? 'self' : undefined
  if (principal.kind === 'federated') return federated.has(principal.name) ? 'self' : undefined
  if (aws.has('*')) return 'self'
  if (principal.kind === 'anonymous') return undefined
  if (aws.has(principal.arn)) return 'self'
  if (principal.kind === 'session' && aws.has(principal.roleArn)) return 'role'
  const { account } = principal
  if (aws.has(account)) return 'account'
  return [...aws].some((one) => isRootOf(one, account)) ? 'account' : undefined
}

const isRootOf = (arn: string, account: string): boolean =>
  arn.endsWith(`::${account}:root`) && arn.startsWith('arn:')
