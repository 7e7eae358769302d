/**
 * Checks policy documents as IAM does before it keeps them.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * The order and the words are those that peers observed (moto's iam policy validation), except
 * where a comment names another source.
 */
import { isObject, type JsonObject } from '../../core/json.ts'
import { readOperator } from '../../core/policies/conditions.ts'
import { listOf } from '../../core/policies/document.ts'

/** Whose policy it is. A trust policy names principals, and no resources. */
export type PolicyPurpose = 'identity' | 'trust'

/** What is wrong with a document. */
export interface DocumentFlaw {
  /** AWS's text. */
  readonly message: string
  /** Where: `Statement[1].Action`. */
  readonly place: string
}

const SYNTAX = 'Syntax errors in policy.'

class Flaw extends Error {
  readonly flaw: DocumentFlaw
  constructor(message: string, place: string) {
    super(message)
    this.flaw = { message, place }
  }
}

function refuse(message: string, place: string): never {
  throw new Flaw(message, place)
}

interface Placed {
  readonly statement: JsonObject
  readonly place: string
}

/** Returns what is wrong with a document, or undefined. */
export function flawOf(text: string, purpose: PolicyPurpose): DocumentFlaw | undefined {
  try {
    const document = parse(text)
    const statements = readStatements(document)
    for (const one of statements) checkSyntax(one, purpose)
    if (purpose === 'trust') return checkTrust(statements)
    // SAM's policy templates have no version, and IAM takes them.
    if (document['Version'] !== undefined && document['Version'] !== '2012-10-17')
      refuse('Policy document must be version 2012-10-17 or greater.', 'Version')
    for (const one of statements) checkLegacy(one)
    checkSids(statements)
    for (const one of statements) checkPresence(one, 'Action', 'contain actions')
    for (const one of statements) checkPresence(one, 'Resource', 'contain resources')
    for (const one of statements) checkResources(one)
    for (const one of statements) checkActions(one)
    return undefined
  } catch (error) {
    if (error instanceof Flaw) return error.flaw
    throw error
  }
}

function parse(text: string): JsonObject {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    // Recorded: iam-role-json.
    refuse('This policy contains invalid Json', (error as Error).message)
  }
  return isObject(document) ? document : refuse(SYNTAX, 'the document')
}

const TOP = ['Version', 'Id', 'Statement', 'Conditions']
const VERSIONS: readonly unknown[] = ['2008-10-17', '2012-10-17']

function readStatements(document: JsonObject): Placed[] {
  for (const element of Object.keys(document)) if (!TOP.includes(element)) refuse(SYNTAX, element)
  const { Version, Id, Statement } = document
  if (Version !== undefined && !VERSIONS.includes(Version)) refuse(SYNTAX, 'Version')
  if (Id !== undefined && typeof Id !== 'string') refuse(SYNTAX, 'Id')
  const isList = Array.isArray(Statement)
  const list: readonly unknown[] = isList ? Statement : [Statement]
  if (list.length === 0) refuse(SYNTAX, 'Statement')
  return list.map((statement, index) => {
    const place = isList ? `Statement[${index}]` : 'Statement'
    return isObject(statement) ? { statement, place } : refuse(SYNTAX, place)
  })
}

const ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Condition']
const PURPOSES: Readonly<Record<PolicyPurpose, readonly string[]>> = {
  identity: [...ELEMENTS, 'Resource', 'NotResource'],
  trust: [...ELEMENTS, 'Principal', 'NotPrincipal'],
}

function checkSyntax({ statement, place }: Placed, purpose: PolicyPurpose): void {
  for (const element of Object.keys(statement)) {
    if (PURPOSES[purpose].includes(element)) continue
    // Seen in public threads: the answer of CreateRole.
    if (purpose === 'trust' && element.endsWith('Resource'))
      refuse('Has prohibited field Resource', `${place}.${element}`)
    // Seen in public threads: the answer of CreatePolicy.
    if (purpose === 'identity' && element.endsWith('Principal'))
      refuse('Policy document should not specify a principal.', `${place}.${element}`)
    refuse(SYNTAX, `${place}.${element}`)
  }
  const { Sid, Effect, Condition } = statement
  if (typeof Effect !== 'string' || !/^(allow|deny)$/i.test(Effect))
    refuse(SYNTAX, `${place}.Effect`)
  if (Sid !== undefined && typeof Sid !== 'string') refuse(SYNTAX, `${place}.Sid`)
  for (const [one, other] of [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
    ['Principal', 'NotPrincipal'],
  ] as const) {
    if (statement[one] !== undefined && statement[other] !== undefined)
      refuse(SYNTAX, `${place}.${other}`)
  }
  for (const element of ['Action', 'NotAction', 'Resource', 'NotResource']) {
    const value = statement[element]
    if (value !== undefined && !areTexts(value)) refuse(SYNTAX, `${place}.${element}`)
  }
  if (Condition !== undefined) checkCondition(Condition, `${place}.Condition`)
}

const areTexts = (value: unknown): boolean => listOf(value).every((one) => typeof one === 'string')

function checkCondition(given: unknown, place: string): void {
  if (!isObject(given)) refuse(SYNTAX, place)
  for (const [operator, keys] of Object.entries(given)) {
    const at = `${place}.${operator}`
    if (!isObject(keys)) refuse(SYNTAX, at)
    for (const [key, value] of Object.entries(keys)) {
      const isValue = listOf(value).every((one) =>
        ['string', 'number', 'boolean'].includes(typeof one),
      )
      if (!isValue) refuse(SYNTAX, `${at}.${key}`)
    }
    if (!readOperator(operator) && Object.keys(keys).length > 0) refuse(SYNTAX, at)
  }
}

const LEGACY = 'The policy failed legacy parsing'

function checkLegacy({ statement, place }: Placed): void {
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny')
    refuse(LEGACY, `${place}.Effect`)
  for (const element of ['Resource', 'NotResource']) {
    for (const resource of textsOf(statement[element])) {
      const isLegacy = resource === '*' || !resource.startsWith('arn:aws:')
      if (!isLegacy && resource.split(':').length < 6) refuse(LEGACY, `${place}.${element}`)
    }
  }
}

const textsOf = (value: unknown): readonly string[] =>
  value === undefined ? [] : (listOf(value) as readonly string[])

function checkSids(statements: readonly Placed[]): void {
  const seen = new Set<unknown>()
  for (const { statement, place } of statements) {
    const { Sid } = statement
    if (Sid === undefined || Sid === '') continue
    if (seen.has(Sid))
      refuse('Statement IDs (SID) in a single policy must be unique.', `${place}.Sid`)
    seen.add(Sid)
  }
}

function checkPresence(
  { statement, place }: Placed,
  element: 'Action' | 'Resource',
  words: string,
): void {
  const value = statement[element] ?? statement[`Not${element}`]
  if (value === undefined || (Array.isArray(value) && value.length === 0))
    refuse(`Policy statement must ${words}.`, `${place}.${element}`)
}

function checkActions({ statement, place }: Placed): void {
  for (const element of ['Action', 'NotAction']) {
    for (const action of textsOf(statement[element])) checkAction(action, `${place}.${element}`)
  }
}

function checkAction(action: string, place: string): void {
  if (action === '*') return
  const [vendor = '', ...names] = action.split(':')
  if (names.length === 0)
    refuse('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.', place)
  if (names.length > 1) refuse('Actions/Condition can contain only one colon.', place)
  if (vendor !== '*' && /[^a-zA-Z0-9\-.]/.test(vendor))
    refuse(`Vendor ${vendor} is not valid`, place)
}

function checkResources({ statement, place }: Placed): void {
  for (const element of ['Resource', 'NotResource']) {
    for (const resource of textsOf(statement[element]))
      checkResource(resource, `${place}.${element}`)
  }
}

const PARTITIONS = /^aws(-[a-z-]+)?$/
const IAM_PATHS =
  'user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/'

function checkResource(resource: string, place: string): void {
  if (resource === '*') return
  const [, partition, ...rest] = resource.split(':')
  if (partition === undefined) refuse(`Resource ${resource} must be in ARN format or "*".`, place)
  if (!PARTITIONS.test(partition) && partition !== '*') {
    const [service = '*', region = '*', account = '*', ...path] = rest
    const shown = [partition, service || '*', region, account, path.join(':') || '*'].join(':')
    refuse(`Partition "${partition}" is not valid for resource "arn:${shown}".`, place)
  }
  const [service, region, , ...path] = rest
  if (service === undefined || /[*?]/.test(service)) {
    if (service !== '*')
      refuse('Resource vendor must be fully qualified and cannot contain regexes.', place)
    return
  }
  if (service === 's3' && region !== '' && region !== undefined && region !== '*')
    refuse(`Resource ${resource} can not contain region information.`, place)
  if (service !== 'iam') return
  if (region !== '' && region !== undefined)
    refuse(`IAM resource ${resource} cannot contain region information.`, place)
  const named = path.join(':')
  const isPath = IAM_PATHS.split(', ').some((start) => named.startsWith(start))
  if (named !== '*' && named !== 'root' && !isPath)
    refuse(`IAM resource path must either be "*" or start with ${IAM_PATHS}.`, place)
}

/** Seen in public threads: the answers of CreateRole and UpdateAssumeRolePolicy. */
function checkTrust(statements: readonly Placed[]): undefined {
  checkSids(statements)
  for (const one of statements) {
    const { statement, place } = one
    if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny')
      refuse(LEGACY, `${place}.Effect`)
    const named = statement['Principal'] ?? statement['NotPrincipal']
    if (named === undefined)
      refuse('AssumeRole policy must contain principals', `${place}.Principal`)
    checkPrincipals(named, `${place}.Principal`)
    checkPresence(one, 'Action', 'contain actions')
    checkActions(one)
    for (const action of textsOf(statement['Action'])) {
      if (!/^(sts:|\*$|cognito-|\*:)/i.test(action))
        refuse('AssumeRole policy may only specify STS AssumeRole actions.', `${place}.Action`)
    }
  }
  return undefined
}

const KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser']
const AWS_PRINCIPAL =
  /^(\*|\d{12}|A[A-Z0-9]{15,}|arn:[\w-]+:(iam|sts)::(\d{12}|aws|cloudfront):[^*?]+)$/

function checkPrincipals(named: unknown, place: string): void {
  if (named === '*') return
  if (!isObject(named)) refuse(SYNTAX, place)
  for (const [kind, value] of Object.entries(named)) {
    if (!KINDS.includes(kind) || !areTexts(value)) refuse(SYNTAX, `${place}.${kind}`)
    if (kind !== 'AWS') continue
    const wrong = textsOf(value).find((one) => !AWS_PRINCIPAL.test(one))
    if (wrong !== undefined)
      refuse(`Invalid principal in policy: "AWS":"${wrong}"`, `${place}.${kind}`)
  }
}
