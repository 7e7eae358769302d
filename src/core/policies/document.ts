/**
 * Policy documents, and the form in which they are evaluated.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
import { isObject } from '../json.ts'
import { compileCondition, readOperator, type Condition } from './conditions.ts'
import { compileGlob } from './glob.ts'
import { compilePrincipals, type PrincipalTest } from './principals.ts'
import { compilePattern, type ConditionKeys } from './variables.ts'

/** A statement as AWS writes it. */
export interface StatementDocument {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: unknown
  readonly NotPrincipal?: unknown
  readonly Action?: string | readonly string[]
  readonly NotAction?: string | readonly string[]
  readonly Resource?: string | readonly string[]
  readonly NotResource?: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** Lets a service in, when it acts for one resource. */
export interface ServiceStatement {
  readonly Sid: string
  readonly Effect: 'Allow'
  /** `sns.amazonaws.com` */
  readonly Principal: { readonly Service: string }
  readonly Action: string
  readonly Resource: string
  readonly Condition: { readonly ArnLike: { readonly 'AWS:SourceArn': string } }
}

/** A policy as AWS writes it. */
export interface PolicyDocument {
  readonly Version?: string
  readonly Id?: string
  readonly Statement: StatementDocument | readonly StatementDocument[]
}

/** A statement, ready to be asked. */
export interface Statement {
  readonly document: StatementDocument
  /** From 0. */
  readonly index: number
  readonly policy: Policy
  readonly effect: 'Allow' | 'Deny'
  /** `action` in lower case. */
  readonly coversAction: (action: string) => boolean
  readonly coversResource: (resource: string, keys: ConditionKeys) => boolean
  /** Undefined in policies of identities. */
  readonly principals: PrincipalTest | undefined
  readonly conditions: readonly Condition[]
}

/** A policy, ready to be asked. */
export interface Policy {
  /** How messages call it: an ARN, or the name of an inline policy. */
  readonly name: string
  readonly statements: readonly Statement[]
  /** The statements by the actions that were asked about, in lower case. */
  readonly covering: Map<string, readonly Statement[]>
}

/** An element of a policy is one value or a list. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [value]

/** The texts of an element that is one text or a list. */
const textsOf = (value: unknown): readonly string[] =>
  value === undefined ? [] : listOf(value).filter((text) => typeof text === 'string')

/**
 * Compiles a policy, which some service has accepted. A statement that is no statement never
 * matches.
 */
export function compilePolicy(document: string | object, name: string): Policy {
  const parsed: unknown = typeof document === 'string' ? parse(document) : document
  const statements: Statement[] = []
  const policy: Policy = { name, statements, covering: new Map() }
  if (!isObject(parsed)) return policy
  // AWS: variables are text in versions before 2012-10-17, and without a version.
  const hasVariables = parsed['Version'] === '2012-10-17'
  for (const [index, given] of listOf(parsed['Statement'] ?? []).entries()) {
    const compiled = compileStatement(policy, given, index, hasVariables)
    if (compiled) statements.push(compiled)
  }
  return policy
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A policy that no service would have accepted: it allows nothing.
    return undefined
  }
}

function compileStatement(
  policy: Policy,
  given: unknown,
  index: number,
  hasVariables: boolean,
): Statement | undefined {
  if (!isObject(given)) return undefined
  const document = given as unknown as StatementDocument
  const { Effect: effect } = document
  if (effect !== 'Allow' && effect !== 'Deny') return undefined
  const conditions = compileConditions(document.Condition, hasVariables)
  if (!conditions) return undefined
  const principals = compilePrincipals(document)
  const resources = textsOf(document.Resource ?? document.NotResource)
  return {
    document,
    index,
    policy,
    effect,
    coversAction: compileActions(document),
    coversResource: compileResources(document, resources, hasVariables),
    principals,
    conditions,
  }
}

function compileActions({ Action, NotAction }: StatementDocument): (action: string) => boolean {
  const isNot = Action === undefined
  const tests = textsOf(Action ?? NotAction).map((pattern) => compileGlob(pattern.toLowerCase()))
  const [only] = tests
  if (only && tests.length === 1) return isNot ? (action) => !only(action) : only
  return (action) => tests.some((test) => test(action)) !== isNot
}

const REMEMBERED = 200

/** The statements of a policy that cover an action. `action`: in lower case. */
export function statementsAbout(policy: Policy, action: string): readonly Statement[] {
  const { covering, statements } = policy
  let found = covering.get(action)
  if (!found) {
    if (covering.size >= REMEMBERED) covering.clear()
    found = statements.filter(({ coversAction }) => coversAction(action))
    covering.set(action, found)
  }
  return found
}

function compileResources(
  { Resource, NotResource }: StatementDocument,
  patterns: readonly string[],
  hasVariables: boolean,
): Statement['coversResource'] {
  // A policy of a resource without the element is about that resource.
  if (Resource === undefined && NotResource === undefined) return () => true
  const isNot = Resource === undefined
  const tests = patterns.map((pattern) => compilePattern(pattern, hasVariables))
  return (resource, keys) => {
    let matches = false
    for (const test of tests) {
      const one = test(resource, keys)
      // AWS: a variable without a value makes the statement not match.
      if (one === undefined) {
        if (isNot) return false
        continue
      }
      matches ||= one
    }
    return matches !== isNot
  }
}

/** Undefined for a condition that IAM does not know, which AWS refuses when the policy is kept. */
function compileConditions(given: unknown, hasVariables: boolean): Condition[] | undefined {
  if (given === undefined) return []
  if (!isObject(given)) return undefined
  const conditions: Condition[] = []
  for (const [name, keys] of Object.entries(given)) {
    const operator = readOperator(name)
    if (!operator || !isObject(keys)) return undefined
    for (const [key, value] of Object.entries(keys)) {
      try {
        const expected = listOf(value).map(String)
        conditions.push(compileCondition(operator, key, expected, hasVariables))
      } catch {
        // A malformed IP address: the condition cannot hold.
        conditions.push(() => false)
      }
    }
  }
  return conditions
}
