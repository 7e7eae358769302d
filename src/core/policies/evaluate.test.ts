import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePolicy, type Policy } from './document.ts'
import { evaluate, type PolicyKind, type PolicySet } from './evaluate.ts'
import { principalOfArn, type Principal } from './principals.ts'

const ACCOUNT = '123456789012'
const USER = `arn:aws:iam::${ACCOUNT}:user/ann`
const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`
const FOREIGN = 'arn:aws:iam::999999999999:user/eve'
const KEY = 'arn:aws:s3:::b/k'

const statement = (Effect: 'Allow' | 'Deny', more: object = {}): object => ({
  Effect,
  Action: 's3:*',
  Resource: '*',
  ...more,
})
const policy = (...Statement: object[]): Policy =>
  compilePolicy({ Version: '2012-10-17', Statement }, 'p')
const allow = policy(statement('Allow'))
const none = policy()
const deny = policy(statement('Deny'))
const naming = (AWS: string | string[], effect: 'Allow' | 'Deny' = 'Allow'): Policy =>
  policy(statement(effect, { Principal: { AWS } }))

const decide = (
  set: Partial<PolicySet>,
  principal: string | Principal = USER,
  more: object = {},
): string => {
  const { decision, by } = evaluate(
    { identity: [], ...set },
    {
      principal: typeof principal === 'string' ? principalOfArn(principal) : principal,
      action: 's3:GetObject',
      resource: KEY,
      resourceAccount: ACCOUNT,
      keys: () => undefined,
      ...more,
    },
  )
  return `${decision} ${by}`
}

// AWS: reference_policies_evaluation-logic_policy-eval-basics-single-account.html and
// reference_policies_evaluation-logic-cross-account.html
describe('the decision tables', () => {
  it.each<[string, Partial<PolicySet>, string, string]>([
    ['nothing', {}, USER, 'implicitDeny identity'],
    ['an identity policy', { identity: [allow] }, USER, 'allowed identity'],
    ['a deny beside it', { identity: [allow, deny] }, USER, 'explicitDeny identity'],
    ['a boundary alone', { boundary: allow }, USER, 'implicitDeny identity'],
    [
      'a boundary that misses',
      { identity: [allow], boundary: none },
      USER,
      'implicitDeny boundary',
    ],
    [
      'a boundary that denies',
      { identity: [allow], boundary: deny },
      USER,
      'explicitDeny boundary',
    ],
    [
      'session policies',
      { identity: [allow], session: [none, allow] },
      SESSION,
      'allowed identity',
    ],
    ['a session policy', { identity: [allow], session: [none] }, SESSION, 'implicitDeny session'],
    ['the own name', { resource: naming(USER), boundary: none }, USER, 'allowed resource'],
    ['the session', { resource: naming(SESSION), session: [none] }, SESSION, 'allowed resource'],
    ['the role', { resource: naming(ROLE) }, SESSION, 'allowed resource'],
    [
      'the role, limited',
      { resource: naming(ROLE), session: [none] },
      SESSION,
      'implicitDeny session',
    ],
    ['everyone', { resource: naming('*'), boundary: none }, USER, 'allowed resource'],
    ['the account', { resource: naming(ACCOUNT) }, USER, 'implicitDeny identity'],
    [
      'the root',
      { resource: naming(`arn:aws:iam::${ACCOUNT}:root`) },
      USER,
      'implicitDeny identity',
    ],
    [
      'a resource deny',
      { identity: [allow], resource: naming(USER, 'Deny') },
      USER,
      'explicitDeny resource',
    ],
    [
      'an SCP',
      { identity: [allow], serviceControl: [[allow], [none]] },
      USER,
      'implicitDeny serviceControl',
    ],
    [
      'an SCP that denies',
      { identity: [deny], serviceControl: [[allow, deny]] },
      USER,
      'explicitDeny serviceControl',
    ],
    [
      'an RCP',
      { identity: [allow], resourceControl: [[none]] },
      USER,
      'implicitDeny resourceControl',
    ],
    ['another account', { identity: [allow] }, FOREIGN, 'implicitDeny resource'],
    [
      'another account, both',
      { identity: [allow], resource: naming(FOREIGN) },
      FOREIGN,
      'allowed identity',
    ],
    ['another account, resource', { resource: naming(FOREIGN) }, FOREIGN, 'implicitDeny identity'],
    [
      'its account',
      { identity: [allow], resource: naming('999999999999') },
      FOREIGN,
      'allowed identity',
    ],
    ['the root user', { identity: undefined }, `arn:aws:iam::${ACCOUNT}:root`, 'allowed identity'],
  ])('%s', (_, set, principal, expected) => {
    expect(decide(set, principal)).toBe(expected)
  })

  it('services and everyone need the policy of the resource', () => {
    const service: Principal = { kind: 'service', name: 'sns.amazonaws.com' }
    const named = policy(statement('Allow', { Principal: { Service: 'sns.amazonaws.com' } }))
    expect(decide({}, service)).toBe('implicitDeny resource')
    expect(decide({ resource: named }, service)).toBe('allowed resource')
    expect(decide({ resource: named }, { kind: 'service', name: 's3.amazonaws.com' })).toBe(
      'implicitDeny resource',
    )
    const regional = { Principal: { Service: ['sns.eu-west-1.amazonaws.com'] } }
    expect(decide({ resource: policy(statement('Allow', regional)) }, service)).toBe(
      'allowed resource',
    )
    expect(decide({ resource: naming('*') }, service)).toBe('allowed resource')
    expect(decide({ resource: naming('*', 'Deny') }, service)).toBe('explicitDeny resource')
    expect(decide({ resource: naming('*') }, { kind: 'anonymous' })).toBe('allowed resource')
    expect(decide({ resource: named }, { kind: 'anonymous' })).toBe('implicitDeny resource')
  })

  it('trust policies and policies of keys must allow themselves', () => {
    const must = { needsResourcePolicy: true }
    expect(decide({ identity: [allow] }, USER, must)).toBe('implicitDeny resource')
    expect(decide({ identity: [allow], resource: naming(ACCOUNT) }, USER, must)).toBe(
      'allowed identity',
    )
    expect(decide({ resource: naming(ACCOUNT) }, USER, must)).toBe('implicitDeny identity')
    expect(decide({ resource: naming(USER) }, USER, must)).toBe('allowed resource')
  })

  it('NotPrincipal leaves out whom it names', () => {
    const others = policy(statement('Deny', { NotPrincipal: { AWS: [USER, ROLE] } }))
    const set = { identity: [allow], resource: others }
    expect(decide(set)).toBe('allowed identity')
    expect(decide(set, SESSION)).toBe('allowed identity')
    expect(decide(set, `arn:aws:iam::${ACCOUNT}:user/bob`)).toBe('explicitDeny resource')
  })
})

it('a statement that AWS refuses never matches', () => {
  for (const broken of [
    'text',
    '{"Statement":[null,{"Effect":"allow","Action":"*","Resource":"*"}]}',
    { Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Nope: { a: 'b' } } } },
    { Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: [] } },
  ])
    expect(decide({ identity: [compilePolicy(broken, 'p')] })).toBe('implicitDeny identity')
})

/** The rules, one after the other, on lists of plain statements. */
interface Plain {
  readonly allow: boolean
  readonly action: string
  readonly not: boolean
  readonly principal: 'self' | 'role' | 'account' | 'other'
}
type PlainSet = Readonly<Record<PolicyKind, readonly Plain[] | undefined>>

function decideNaively(set: PlainSet, action: string, isOwn: boolean): string {
  const covers = ({ action: pattern, not }: Plain): boolean =>
    (pattern === '*' || pattern === action) !== not
  const isNamed = (kind: PolicyKind, { principal }: Plain): boolean =>
    kind !== 'resource' || principal !== 'other'
  const says = (kind: PolicyKind, effect: boolean): Plain[] =>
    (set[kind] ?? []).filter((one) => one.allow === effect && covers(one) && isNamed(kind, one))
  const kinds = Object.keys(set) as PolicyKind[]
  if (kinds.some((kind) => says(kind, false).length > 0)) return 'explicitDeny'
  const allows = (kind: PolicyKind): boolean => says(kind, true).length > 0
  const limits = (kind: PolicyKind): boolean => set[kind] !== undefined && !allows(kind)
  if (limits('serviceControl') || limits('resourceControl')) return 'implicitDeny'
  const grants = new Set(says('resource', true).map(({ principal }) => principal))
  if (isOwn && grants.has('self')) return 'allowed'
  if (limits('boundary') || limits('session')) return 'implicitDeny'
  if (isOwn) return allows('identity') || grants.has('role') ? 'allowed' : 'implicitDeny'
  return allows('identity') && grants.size > 0 ? 'allowed' : 'implicitDeny'
}

it('decides as a naive model', () => {
  const plain = fc.record<Plain>({
    allow: fc.boolean(),
    action: fc.constantFrom('*', 's3:getobject', 's3:putobject'),
    not: fc.boolean(),
    principal: fc.constantFrom('self', 'role', 'account', 'other'),
  })
  const some = fc.array(plain, { maxLength: 3 })
  const maybe = fc.option(some, { nil: undefined })
  const sets = fc.record<PlainSet>({
    identity: some,
    resource: maybe,
    boundary: maybe,
    session: maybe,
    serviceControl: maybe,
    resourceControl: maybe,
  })
  const arns = { self: SESSION, role: ROLE, account: ACCOUNT, other: FOREIGN }
  const toPolicy = (kind: PolicyKind, list: readonly Plain[]): Policy =>
    policy(
      ...list.map(({ allow: isAllow, action, not, principal }) => ({
        Effect: isAllow ? 'Allow' : 'Deny',
        [not ? 'NotAction' : 'Action']: action,
        Resource: '*',
        ...(kind === 'resource' && { Principal: { AWS: arns[principal] } }),
      })),
    )
  fc.assert(
    fc.property(sets, fc.boolean(), (set, isOwn) => {
      const of = (kind: PolicyKind) => set[kind] && [toPolicy(kind, set[kind])]
      const { decision } = evaluate(
        {
          identity: of('identity'),
          resource: of('resource')?.[0],
          boundary: of('boundary')?.[0],
          session: of('session'),
          serviceControl: set.serviceControl && [of('serviceControl') ?? []],
          resourceControl: set.resourceControl && [of('resourceControl') ?? []],
        },
        {
          principal: principalOfArn(SESSION),
          action: 's3:GetObject',
          resource: KEY,
          resourceAccount: isOwn ? ACCOUNT : '999999999999',
          keys: () => undefined,
        },
      )
      expect(decision).toBe(decideNaively(set, 's3:getobject', isOwn))
    }),
    { numRuns: 2000 },
  )
})
