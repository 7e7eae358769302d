/**
 * Every connection between services: the ports of `src/core/world/ports.ts`, and the rooms behind
 * them.
 */
import type { RecordSource } from '../core/world/event-source-ports.ts'
import type { PermissionAnswer } from '../core/world/identity-ports.ts'
import type { Ports } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { isDistributionHost } from '../cloudfront/service.ts'
import { rooms as cloudwatchRooms } from '../cloudwatch/rooms.ts'
import { rooms as cognitoRooms } from '../cognitoidp/rooms.ts'
import { cognitoidp } from '../cognitoidp/service.ts'
import { rooms as dynamodbRooms } from '../dynamodb/rooms.ts'
import { rooms as eventbridgeRooms } from '../eventbridge/rooms.ts'
import { eventbridge } from '../eventbridge/service.ts'
import { rooms as gatewayRooms } from '../gateway/rooms.ts'
import { gateway, isCustomDomain } from '../gateway/service.ts'
import { rooms as iamRooms } from '../iam/rooms.ts'
import { iam, iamModeOf } from '../iam/service.ts'
import { rooms as kinesisRooms } from '../kinesis/rooms.ts'
import { rooms as lambdaRooms } from '../lambda/rooms.ts'
import { lambda } from '../lambda/service.ts'
import { rooms as logsRooms } from '../logs/rooms.ts'
import { logs } from '../logs/service.ts'
import { rooms as s3Rooms } from '../s3/rooms.ts'
import { rooms as sdkRooms } from '../sdk/rooms.ts'
import { rooms as sqsRooms } from '../sqs/rooms.ts'
import { rooms as secretsRooms } from '../secretsmanager/rooms.ts'
import { rooms as stsRooms } from '../sts/rooms.ts'
import { receiversOf } from './receivers.ts'
import { rooms as regionRooms } from './rooms.ts'

/** Calls `create` once, when it is first needed. */
function lazily<Value>(create: () => Value): () => Value {
  let value: Value | undefined
  return () => (value ??= create())
}

const ALLOWED: PermissionAnswer = { isAllowed: true, decision: 'allowed' }

/** Each room loads when another service first uses its port. */
export function portsOf(world: World): Ports {
  const functions = lazily(() => lambdaRooms.lambda().functionInvoker(world))
  const functionUrls = lazily(() => lambdaRooms.lambda().functionUrls(world))
  const eventSources = lazily(() => lambdaRooms.eventSources().eventSources(world))
  const dataStreams = lazily(() => kinesisRooms.kinesis().dataStreams(world))
  const queueSource = lazily(() => sqsRooms.sqs().queueSource(world))
  const originServers = lazily(() => regionRooms.origins().originServers(world))
  const bucketOrigins = lazily(() => s3Rooms.s3Origins().bucketOrigins(world))
  const secrets = lazily(() => secretsRooms.secrets().secretSource(world))
  const recordSources: Readonly<Record<string, () => RecordSource>> = {
    dynamodb: lazily(() => dynamodbRooms.dynamodb().recordSource(world)),
    kinesis: lazily(() => kinesisRooms.kinesis().recordSource(world)),
  }
  return {
    get functions() {
      return functions()
    },
    functionUrls: {
      // Without functions there are no URLs.
      find: (id) => (world.holds(lambda) ? functionUrls().find(id) : undefined),
    },
    eventSources: {
      // Every write to a stream comes here. Without functions there are no mappings.
      wake(sourceArn) {
        if (world.holds(lambda)) eventSources().wake(sourceArn)
      },
      create: (request) => eventSources().create(request),
    },
    awsEvents: {
      // Every change of a parameter or object comes here. Without buses nobody listens.
      put(event) {
        if (world.holds(eventbridge)) eventbridgeRooms.eventbridge().putAwsEvent(world, event)
      },
    },
    get dataStreams() {
      return dataStreams()
    },
    get queueSource() {
      return queueSource()
    },
    get originServers() {
      return originServers()
    },
    get bucketOrigins() {
      return bucketOrigins()
    },
    get secrets() {
      return secrets()
    },
    ...identityPortsOf(world),
    ...gatewayPortsOf(world),
    ...logAndApiPortsOf(world),
    recordSource: (service) => recordSources[service]?.(),
    receiver: receiversOf(world),
  }
}

/** The ports of IAM and STS. */
function identityPortsOf(
  world: World,
): Required<Pick<Ports, 'callerIdentities' | 'credentialIssuer' | 'identities' | 'permissions'>> {
  const callerIdentities = lazily(() => stsRooms.sts().callerIdentities(world))
  const credentialIssuer = lazily(() => stsRooms.sts().credentialIssuer(world))
  const permissions = lazily(() => iamRooms.iamAuthorization().permissions(world))
  return {
    // No getters here: `portsOf` would read them, and load STS.
    callerIdentities: {
      identify: (caller, causedBy) => callerIdentities().identify(caller, causedBy),
      knows: (accessKeyId) => callerIdentities().knows(accessKeyId),
      secretOf: (accessKeyId) => callerIdentities().secretOf(accessKeyId),
    },
    credentialIssuer: {
      issue: (request) => credentialIssuer().issue(request),
      issueForUser: (request) => credentialIssuer().issueForUser(request),
    },
    identities: {
      // Every identity comes here. Without roles and users there is nothing to find.
      role: (arn) => (world.holds(iam) ? iamRooms.iam().findRole(world, arn) : undefined),
      grant(roleArn, statement) {
        if (world.holds(iam)) iamRooms.iam().grantToRole(world, roleArn, statement)
      },
      audiencesOf: (arn) => (world.holds(iam) ? iamRooms.iam().audiencesOf(world, arn) : undefined),
      userOf: (key) => (world.holds(iam) ? iamRooms.iam().userOfKey(world, key) : undefined),
    },
    permissions: {
      get isEnforced() {
        return iamModeOf(world) === 'enforce'
      },
      // Everything is allowed unless the region enforces permissions.
      decide: (question) =>
        iamModeOf(world) === 'enforce' ? permissions().decide(question) : ALLOWED,
      decideFor: (caller, question) =>
        iamModeOf(world) === 'enforce' ? permissions().decideFor(caller, question) : ALLOWED,
      leastPrivilegeOf: (name) => iamRooms.iamReports().leastPrivilegeOfFunction(world, name),
    },
  }
}

/** Whether a URL may be under the issuer of a user pool. Without one the room does not load. */
const isPoolUrl = (url: string): boolean =>
  /^https:\/\/cognito-idp\.[^/]+\/\w|\/[\w-]+_\w+\/\.well-known\//.test(url)

/** The ports of API Gateway. */
function gatewayPortsOf(
  world: World,
): Pick<
  Ports,
  | 'connections'
  | 'functionUrlServer'
  | 'gatewayRoutes'
  | 'isCustomDomain'
  | 'tokenIssuers'
  | 'webIdentities'
> {
  const connections = lazily(() => gatewayRooms.websocket().connections(world))
  // Requests to any host come here. Without gateways there are no issuers.
  const hasIssuers = (): boolean =>
    world.main.holds(gateway) && world.main.state(gateway).issuers.size > 0
  return {
    connections: {
      find: (id, endpoint) => connections().find(id, endpoint),
      post: (id, data, cause) => connections().post(id, data, cause),
      delete: (id, cause) => connections().delete(id, cause),
    },
    functionUrlServer: {
      fetch: (url, input, init) =>
        gatewayRooms.functionUrl().fetchFunctionUrl(world, url, input, init),
    },
    gatewayRoutes: {
      has: (apiId) =>
        world.holds(gateway) && gatewayRooms.gateway().findGateway(world, apiId) !== undefined,
      fetch: (apiId, stage, request) =>
        gatewayRooms.gateway().fetchRoute(world, apiId, stage, request),
    },
    webIdentities: { sign: (claims) => cognitoRooms.cognitoidp().signWebIdentity(claims) },
    isCustomDomain: (host) =>
      isCustomDomain(host, world) ||
      isDistributionHost(host, world) ||
      (world.holds(cognitoidp) && cognitoRooms.cognitoidp().findDomain(world, host) !== undefined),
    tokenIssuers: {
      find: (issuer) =>
        (isPoolUrl(issuer) ? cognitoRooms.cognitoidp().findPoolIssuer(world, issuer) : undefined) ??
        (hasIssuers() ? gatewayRooms.tokenIssuers().findIssuer(world, issuer) : undefined),
      document: (url) =>
        (isPoolUrl(url) ? cognitoRooms.cognitoidp().poolDocumentAt(world, url) : undefined) ??
        (hasIssuers() ? gatewayRooms.tokenIssuers().documentAt(world, url) : undefined),
    },
  }
}

/** The ports of CloudWatch Logs and CloudWatch, and those of requests that code sends. */
function logAndApiPortsOf(
  world: World,
): Pick<
  Ports,
  'awsApis' | 'functionLogs' | 'localServers' | 'logs' | 'metrics' | 'processServers'
> {
  const functionLogs = lazily(() => lambdaRooms.functionLogs().functionLogs(world))
  const logWriter = lazily(() => logsRooms.logs().logWriter(world))
  const metricSink = lazily(() => cloudwatchRooms.cloudwatch().metricSink(world))
  return {
    metrics: { put: (data) => metricSink().put(data) },
    functionLogs: {
      groups: () => (world.holds(lambda) ? functionLogs().groups() : []),
      runs: (group) => (world.holds(lambda) ? functionLogs().runs(group) : []),
      runOf: (record) => functionLogs().runOf(record),
    },
    logs: {
      // Every invocation comes here. Without log groups there are no filters.
      functionRan(record) {
        if (world.holds(logs)) logWriter().functionRan(record)
      },
      has: (group) => logWriter().has(group),
      write: (group, events) => logWriter().write(group, events),
      written: () => (world.holds(logs) ? logWriter().written() : []),
      open: (group) => logWriter().open(group),
    },
    processServers: {
      open: (options) => regionRooms.processServer().openProcessServer(world, options),
    },
    localServers: {
      reach: () => sdkRooms.localServers().reachLocalServers(),
      open: (server) => sdkRooms.localServers().openLocalServer(server),
    },
    awsApis: { send: (request) => sdkRooms.sentRequests().answerSentRequest(world, request) },
  }
}
