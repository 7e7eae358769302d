/**
 * The interfaces through which services use each other. `region/world.ts` implements them, and so
 * lists every connection between services.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { JournalRecord } from '../journal.ts'
import type { ExecutionEnvironment } from '../world-scope.ts'
import type { CallTarget } from './call-target.ts'
import type {
  EventSourceMappings,
  QueueSource,
  Receiver,
  RecordSource,
} from './event-source-ports.ts'
import type { AwsApis } from './api-ports.ts'
import type {
  CallerIdentities,
  CredentialIssuer,
  IdentityDirectory,
  Permissions,
  Sender,
  TokenIssuers,
  WebIdentities,
} from './identity-ports.ts'
import type { MetricSink } from '../metrics/datum.ts'
import type { FunctionLogs, LogWriter } from './log-ports.ts'
import type { LocalServer } from '../world-scope.ts'

/** A function handle, as other rooms see it. */
export interface FunctionReference {
  readonly name: string
  readonly arn: string
}

export interface FunctionOutcome extends JournalRecord {
  readonly kind: 'invocation'
  readonly requestId: string
  readonly status: 'running' | 'succeeded' | 'failed' | 'timedOut' | 'throttled'
  readonly payload: unknown
  /** @internal The payload as sent: JSON, unless a streaming handler wrote other text. */
  readonly payloadText?: string
  readonly error: { readonly errorType: string; readonly errorMessage: string } | undefined
  /**
   * @internal `status`, for the library's own code. Reading `status` counts as an assertion of the
   * test.
   */
  readonly unobservedStatus: FunctionOutcome['status']
  /** @internal `error`, for the library's own code. */
  readonly unobservedError: FunctionOutcome['error']
  /** @internal `crash`, for the library's own code. */
  readonly unobservedCrash?: FunctionOutcome['error']
}

/** Lambda, as gateways and event sources see it. */
export interface FunctionInvoker {
  /**
   * Invokes by name, `name:qualifier` or ARN. Resolves with the record of a `RequestResponse`
   * invocation, even if the function failed, or with undefined once an `Event` is queued. Throws a
   * ServiceError for an unknown function.
   */
  invoke(request: {
    readonly function: string
    readonly event: unknown
    readonly type: 'RequestResponse' | 'Event'
    readonly cause: JournalRecord
    /** Who invokes it, which the function's policy has to let in. Default: the test. */
    readonly sender?: (() => Sender | undefined) | undefined
    /** Receives what a streaming handler writes, as it writes it, with the content type so far. */
    readonly onChunk?: (chunk: Uint8Array, contentType: string) => void
  }): Promise<FunctionOutcome | undefined>
  /** Returns whether this world has a function of that name. */
  has(name: string): boolean
  /** Returns whether a function, by name or ARN, exists and has a handler to run. */
  canRun(name: string): boolean
  /** Returns the names of all functions, for the suggestions in messages. */
  names(): readonly string[]
  /** Returns the ARN of the role that a function was given. Undefined for one without. */
  roleOf?(name: string): string | undefined
  /**
   * Returns the permissions that Lambda itself needs of a function's role: to read its event
   * sources, and to send on what it leaves behind.
   */
  needsOf?(name: string): readonly { readonly action: string; readonly resource: string }[]
}

/** The URL of a function, as the server of its requests sees it. */
export interface FunctionUrlReference {
  readonly id: string
  /** `<id>.lambda-url.us-east-1.on.aws` */
  readonly host: string
  readonly functionName: string
  /** `name` or `name:alias`. */
  readonly function: string
  readonly authType: 'NONE' | 'AWS_IAM'
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM'
  readonly cors:
    | {
        readonly allowOrigins?: readonly string[]
        readonly allowMethods?: readonly string[]
        readonly allowHeaders?: readonly string[]
        readonly exposeHeaders?: readonly string[]
        readonly allowCredentials?: boolean
        /** In seconds. */
        readonly maxAge?: number
      }
    | undefined
  /** Whether everyone may call it, if its auth type is NONE. */
  readonly isPublic: boolean
}

/** Lambda's function URLs. */
export interface FunctionUrls {
  find(id: string): FunctionUrlReference | undefined
}

/** API Gateway's HTTP, as function URLs use it. */
export interface FunctionUrlServer {
  fetch(
    url: FunctionUrlReference,
    input: string | URL | Request,
    init: RequestInit,
  ): Promise<Response>
}

/** An open WebSocket connection, as its management API shows it. Times in milliseconds since 1970. */
export interface ConnectionFacts {
  readonly apiId: string
  readonly stage: string
  readonly connectedAt: number
  readonly lastActiveAt: number
  readonly identity: { readonly sourceIp: string; readonly userAgent?: string }
}

/** API Gateway's WebSocket connections, as their management API sees them. */
export interface Connections {
  /**
   * Returns an open connection. `gone`: there is none with this id, or it belongs to another API
   * than the endpoint's. `forbidden`: the API has no such stage.
   *
   * @throws MisuseError when the endpoint names an API that does not exist, or none
   */
  find(id: string, endpoint: CallTarget | undefined): ConnectionFacts | 'gone' | 'forbidden'
  /** Sends a message to an open connection. */
  post(id: string, data: Uint8Array, cause: JournalRecord): void
  /** Closes an open connection. */
  delete(id: string, cause: JournalRecord): void
}

/** API Gateway, as rules that call its routes see it. */
export interface GatewayRoutes {
  /** Returns whether this world has the API. */
  has(apiId: string): boolean
  /** Answers a request to a stage, with a record that `cause` led to. */
  fetch(
    apiId: string,
    stage: string,
    request: {
      readonly method: string
      /** Without the stage and the query. */
      readonly path: string
      readonly query: string
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
      readonly cause: JournalRecord
    },
  ): Promise<Response>
}

/** A request of a distribution to an origin. Names of headers are in lower case. */
export interface OriginCall {
  readonly url: string
  readonly method: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array | undefined
  /** The ARN of the distribution that signs it, for origin access control. */
  readonly signedFor: string | undefined
  readonly cause: JournalRecord
}

/** The answer of an origin, with the encoding of its headers. */
export interface OriginReply {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
}

/** The servers behind CloudFront. */
export interface OriginServers {
  /**
   * Asks the server of a URL: a bucket, a gateway, a function URL, another distribution, or a
   * backend of the test. Resolves to undefined if there is none.
   */
  send(call: OriginCall): Promise<OriginReply | undefined>
}

/** S3, as CloudFront sees it. */
export interface BucketOrigins {
  /** The host name of a bucket, with its region. Undefined for an unknown one. */
  hostOf(bucket: string): string | undefined
  /** Lets a distribution read a bucket's objects, with a statement of the bucket's policy. */
  allow(bucket: string, distributionArn: string): void
  send(call: OriginCall): Promise<OriginReply>
}

/** An event of one of AWS's services. */
export interface AwsEvent {
  /** `aws.ssm` */
  readonly source: string
  readonly detailType: string
  readonly detail: Readonly<Record<string, unknown>>
  /** ARNs that it is about. */
  readonly resources: readonly string[]
  readonly cause: JournalRecord
}

/** The default event bus, as the services of AWS see it. */
export interface AwsEvents {
  /** Puts an event. Costs next to nothing, and leaves no record, while the bus has no rule. */
  put(event: AwsEvent): void
}

/** Requests of running code that a service of this process answers. */
export interface LocalServers {
  /** Lets code reach the server of its environment as long as any invocation runs. */
  reach(): void
  /** Lets code reach a server until the returned function is called. */
  open(server: LocalServer): () => void
}

/** The server on loopback that one process of a function talks to. */
export interface ProcessServer {
  readonly port: number
  close(): Promise<void>
}

/** Servers for functions that are processes. */
export interface ProcessServers {
  open(options: {
    /** Whose calls the requests to the AWS endpoint are. */
    readonly environment: ExecutionEnvironment
    /** The beginning of the paths that prove where a request comes from. */
    readonly secret: string
    /** Whether a connection comes from the process, so that its paths need no secret. */
    isOwn(socket: {
      readonly remotePort?: number | undefined
      readonly localPort?: number | undefined
    }): boolean
    /** Whether a path belongs to the execution environment, not to the AWS endpoint. */
    isRuntimePath(path: string): boolean
    serveRuntime(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>
    /** Resolves when the process has ended. The end of the account waits for it. */
    ended(): Promise<void>
  }): Promise<ProcessServer>
}

/** Kinesis, as services that put records see it. */
export interface DataStreams {
  /** Returns whether this world has the stream. */
  has(arn: string): boolean
  /** Puts a record. A stream that does not exist takes nothing. */
  put(
    arn: string,
    record: {
      /** Text, or bytes. */
      readonly data: string | Uint8Array
      readonly partitionKey: string
      readonly cause: JournalRecord
    },
  ): void
}

/** Secrets Manager, as Parameter Store and EventBridge see it. */
export interface SecretSource {
  /** Returns the current version of a secret, or undefined if there is none. */
  read(id: string):
    | {
        readonly arn: string
        readonly name: string
        readonly versionId: string
        readonly stages: readonly string[]
        readonly createdAt: number
        /** A binary in base64. */
        readonly text: string
      }
    | undefined
  /** Keeps a value in a secret of a service. Returns the secret's ARN. */
  keep(name: string, value: { readonly text: string; readonly owner: string }): string
  /** Removes a secret of a service at once. */
  remove(name: string): void
}

export interface Ports {
  readonly functions: FunctionInvoker
  /** Undefined if nothing in this world can have mappings. */
  readonly eventSources?: EventSourceMappings
  /** The streams of a service, by the service in their ARNs: `dynamodb`, `kinesis`. */
  recordSource?(service: string): RecordSource | undefined
  readonly queueSource?: QueueSource
  readonly dataStreams?: DataStreams
  readonly secrets?: SecretSource
  readonly functionUrls?: FunctionUrls
  readonly functionUrlServer?: FunctionUrlServer
  readonly gatewayRoutes?: GatewayRoutes
  readonly originServers?: OriginServers
  readonly bucketOrigins?: BucketOrigins
  /** Undefined if nothing in this world takes events. */
  readonly awsEvents?: AwsEvents
  readonly tokenIssuers?: TokenIssuers
  readonly webIdentities?: WebIdentities
  /** Whether a host is a custom domain name of the world's gateways, or of its distributions. */
  isCustomDomain?(host: string): boolean
  readonly callerIdentities?: CallerIdentities
  readonly credentialIssuer?: CredentialIssuer
  /** Undefined if nothing in this world has users and roles. */
  readonly identities?: IdentityDirectory
  readonly permissions?: Permissions
  /** Undefined if nothing in this world writes logs. */
  readonly functionLogs?: FunctionLogs
  readonly logs?: LogWriter
  readonly metrics?: MetricSink
  readonly awsApis?: AwsApis
  readonly localServers?: LocalServers
  readonly processServers?: ProcessServers
  readonly connections?: Connections
  /** The receivers of a service, by the service in their ARNs: `sqs`, `sns`, `events`, `s3`. */
  receiver?(service: string): Receiver | undefined
}
