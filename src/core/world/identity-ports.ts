/** The issuers of tokens and the holders of credentials, as gateways see them. */
import type { ServiceError } from '../errors.ts'
import type { JournalRecord } from '../journal.ts'
import type { Policy, PolicyDocument, StatementDocument } from '../policies/document.ts'
import type { Principal } from '../policies/principals.ts'

/** An issuer of JSON Web Tokens inside this world: a user pool, or one that the test made. */
export interface TokenIssuer {
  /** The claim `iss` of its tokens: `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e`. */
  readonly issuer: string
  /** Its public keys, as JSON Web Keys. */
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

export interface TokenIssuers {
  /** Returns the issuer with this URL, or undefined. */
  find(issuer: string): TokenIssuer | undefined
  /** Returns the JSON that an issuer publishes at a URL: its discovery document, or its keys. */
  document(url: string): object | undefined
}

/** The keys of identity pools, which user pools keep. */
export interface WebIdentities {
  /** Signs the claims of a token of an identity pool. */
  sign(claims: Readonly<Record<string, unknown>>): string
}

/** The holder of the credentials that signed a request. */
export interface CallerIdentity {
  readonly accessKeyId: string
  readonly accountId: string
  /** `arn:aws:sts::123456789012:assumed-role/Admin/ann` */
  readonly arn: string
  /** `AROAXZWZ5ZDPNIH6C6ODK:ann` */
  readonly userId: string
  /** The role of a session, with its path. Absent for users and the root user. */
  readonly roleArn?: string
  /** What temporary credentials carry. Absent for others. */
  readonly session?: SessionFacts
  /** Whether it may do everything: the test itself, and functions without a role. */
  readonly isUnlimited?: true
}

/** What temporary credentials carry. */
export interface SessionFacts {
  /** The session policy of the request, and the ARNs of managed ones. They limit the session. */
  readonly policy: string | undefined
  readonly policyArns: readonly string[]
  readonly tags: ReadonlyMap<string, string>
  readonly sourceIdentity: string | undefined
  /** The user whose policies a federated user has. Absent for others. */
  readonly parentArn?: string | undefined
  /** Further condition keys: `{ 'cognito-identity.amazonaws.com:sub': 'us-east-1:...' }`. */
  readonly keys: Readonly<Record<string, string | readonly string[]>>
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface CallerIdentities {
  /**
   * Returns the holder of credentials. `cause`: the record that led to the request.
   *
   * @throws ServiceError for temporary credentials that have expired, or whose token is wrong
   */
  identify(
    caller: { readonly accessKeyId: string; readonly sessionToken?: string },
    cause: JournalRecord,
  ): CallerIdentity
  /** Whether temporary credentials with this access key are known, expired or not. */
  knows(accessKeyId: string): boolean
  /** The secret of temporary credentials, to check signatures. */
  secretOf(accessKeyId: string): string | undefined
}

/** A request for temporary credentials of a role. */
export interface SessionRequest {
  /** `arn:aws:iam::123456789012:role/app` */
  readonly roleArn: string
  /** The last part of the session's ARN: `CognitoIdentityCredentials`. */
  readonly sessionName: string
  readonly seconds: number
  readonly policy?: string | undefined
  readonly policyArns?: readonly string[]
  readonly tags?: ReadonlyMap<string, string>
  /** Condition keys that its calls have: see `SessionFacts.keys`. */
  readonly keys?: SessionFacts['keys']
}

/** AWS: https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html */
export interface TemporaryCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
  /** The session's ARN. */
  readonly arn: string
}

/** STS, as services that hand out credentials see it. */
export interface CredentialIssuer {
  /**
   * Makes credentials of a role's session, which expire on the clock. Asks no trust policy:
   * `permissions.decide` does.
   *
   * @throws ServiceError when `roleArn` is not the ARN of a role
   */
  issue(request: SessionRequest): TemporaryCredentials
  /** Makes temporary credentials of a user, as GetSessionToken does. */
  issueForUser(request: {
    readonly arn: string
    readonly userId: string
    readonly seconds: number
  }): TemporaryCredentials
}

/** IAM's users and roles, as STS sees them. */
export interface IdentityDirectory {
  /** Returns a role by its ARN. Undefined for one that does not exist. */
  role(arn: string): { readonly id: string; readonly maxSessionDuration: number } | undefined
  /**
   * Adds a statement to the policies of a role, because the test connected its function with another
   * resource. Does nothing for a role that does not exist.
   */
  grant(roleArn: string, statement: StatementDocument): void
  /**
   * Returns the audiences that a registered provider of OpenID Connect vouches for. Undefined for one
   * that the account does not have.
   */
  audiencesOf(providerArn: string): readonly string[] | undefined
  /** Returns the user of an access key. */
  userOf(accessKeyId: string):
    | {
        readonly arn: string
        readonly userId: string
        readonly secret: string
        readonly isActive: boolean
      }
    | undefined
}

/** A service that acts for a resource. */
export interface ServiceSender {
  /** `sns.amazonaws.com` */
  readonly service: string
  /** The ARN of the resource that it acts for: the topic. */
  readonly sourceArn: string
  /** The role that it takes on. The role's policies decide then. */
  readonly role?: string | undefined
}

/** A function, which sends what it leaves behind with its own role. */
export interface FunctionSender {
  readonly functionName: string
  readonly role: string
}

export type Sender = ServiceSender | FunctionSender

/** A question to IAM. */
export interface PermissionQuestion {
  readonly principal: Principal
  /** `lambda:InvokeFunction` */
  readonly action: string
  /** The ARN of the resource. */
  readonly resource: string
  /** Condition keys of this request: `{ 'aws:SourceArn': 'arn:...' }`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>> | undefined
  /** The policy of a resource that keeps it itself: a REST API. */
  readonly resourcePolicy?: Policy | undefined
  /** The record that led to it. A refusal is recorded as caused by it. */
  readonly cause: JournalRecord
}

/** IAM's answer. */
export interface PermissionAnswer {
  readonly isAllowed: boolean
  /** Undefined if it is allowed. AWS's sentence: `User: ... is not authorized to perform: ...`. */
  readonly message?: string
  /** Undefined if it is allowed. The refusal of the service that the action belongs to. */
  readonly error?: ServiceError
  readonly decision: 'allowed' | 'implicitDeny' | 'explicitDeny'
}

/** IAM, as services see it that act for others or let others in. */
export interface Permissions {
  /** Whether the region refuses what is not allowed: `iam: 'enforce'`. */
  readonly isEnforced: boolean
  /**
   * Decides by the policies of the principal and of the resource. Allows everything unless the
   * region's option `iam` is `enforce`.
   */
  decide(question: PermissionQuestion): PermissionAnswer
  /** The same for whoever holds the credentials of a request. */
  decideFor(
    caller: CallerIdentity,
    question: Omit<PermissionQuestion, 'principal'>,
  ): PermissionAnswer
  /**
   * Returns the smallest policy that allows every call of a function.
   *
   * @throws MisuseError in a region whose option `iam` is `off`
   */
  leastPrivilegeOf(functionName: string): PolicyDocument
}
