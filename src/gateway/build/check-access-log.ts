/** Checks the access log of a gateway. */
import { formatArn, parseArn } from '../../core/arn.ts'
import { checkNames, nameOf, shownValue } from '../../core/checks.ts'
import { MisuseError, UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { logGroupOf, type AccessLog, type AccessLogOptions } from '../api/access-log.ts'
import type { GatewayType } from '../api/routing/route-key.ts'
import { getOwn } from '../messages/header-list.ts'

type Formats = Readonly<Record<string, string>>

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html, and
// http-api-logging.html for HTTP APIs, websocket-api-logging.html for WebSocket APIs
const FORMATS: Readonly<Record<GatewayType | 'websocket', Formats>> = {
  rest: {
    CLF: '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId',
    JSON: '{ "requestId":"$context.requestId", "extendedRequestId":"$context.extendedRequestId", "ip": "$context.identity.sourceIp", "caller":"$context.identity.caller", "user":"$context.identity.user", "requestTime":"$context.requestTime", "httpMethod":"$context.httpMethod", "resourcePath":"$context.resourcePath", "status":"$context.status", "protocol":"$context.protocol", "responseLength":"$context.responseLength" }',
    XML: '<request id="$context.requestId"> <extendedRequestId>$context.extendedRequestId</extendedRequestId> <ip>$context.identity.sourceIp</ip> <caller>$context.identity.caller</caller> <user>$context.identity.user</user> <requestTime>$context.requestTime</requestTime> <httpMethod>$context.httpMethod</httpMethod> <resourcePath>$context.resourcePath</resourcePath> <status>$context.status</status> <protocol>$context.protocol</protocol> <responseLength>$context.responseLength</responseLength> </request>',
    CSV: '$context.identity.sourceIp,$context.identity.caller,$context.identity.user,$context.requestTime,$context.httpMethod,$context.resourcePath,$context.protocol,$context.status,$context.responseLength,$context.requestId,$context.extendedRequestId',
  },
  websocket: {
    CLF: '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.eventType $context.routeKey $context.connectionId" $context.status $context.requestId',
    JSON: '{ "requestId":"$context.requestId", "ip": "$context.identity.sourceIp", "caller":"$context.identity.caller", "user":"$context.identity.user", "requestTime":"$context.requestTime", "eventType":"$context.eventType", "routeKey":"$context.routeKey", "status":"$context.status", "connectionId":"$context.connectionId" }',
    XML: '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> <caller>$context.identity.caller</caller> <user>$context.identity.user</user> <requestTime>$context.requestTime</requestTime> <eventType>$context.eventType</eventType> <routeKey>$context.routeKey</routeKey> <status>$context.status</status> <connectionId>$context.connectionId</connectionId> </request>',
    CSV: '$context.identity.sourceIp,$context.identity.caller,$context.identity.user,$context.requestTime,$context.eventType,$context.routeKey,$context.connectionId,$context.status,$context.requestId',
  },
  http: {
    CLF: '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId',
    JSON: '{ "requestId":"$context.requestId", "ip": "$context.identity.sourceIp", "requestTime":"$context.requestTime", "httpMethod":"$context.httpMethod", "routeKey":"$context.routeKey", "status":"$context.status", "protocol":"$context.protocol", "responseLength":"$context.responseLength", "extendedRequestId":"$context.extendedRequestId" }',
    XML: '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> <requestTime>$context.requestTime</requestTime> <httpMethod>$context.httpMethod</httpMethod> <routeKey>$context.routeKey</routeKey> <status>$context.status</status> <protocol>$context.protocol</protocol> <responseLength>$context.responseLength</responseLength> <extendedRequestId>$context.extendedRequestId</extendedRequestId> </request>',
    CSV: '$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,$context.protocol,$context.status,$context.responseLength,$context.requestId,$context.extendedRequestId',
  },
}

export function toAccessLog(
  world: World,
  options: AccessLogOptions,
  type: GatewayType | 'websocket',
  caller: string,
): AccessLog {
  checkNames(options, caller, ['format', 'destination'])
  return {
    format: checkFormat(options.format, type, caller),
    destinationArn: destinationOf(world, options.destination, caller),
  }
}

function checkFormat(given: unknown, type: GatewayType | 'websocket', caller: string): string {
  if (typeof given !== 'string')
    throw new MisuseError(`${caller} received ${nameOf(given)} for its format.`, 'text')
  const format = getOwn(FORMATS[type], given) ?? given
  const flaw = flawOf(format)
  if (flaw === undefined) return format
  throw new MisuseError(`${caller} received a format ${flaw}.`, "such text, or 'JSON'")
}

/** What AWS does not accept of a format. Undefined for one that it accepts. */
// AWS: the same page (a request id; one line)
export function flawOf(format: string): string | undefined {
  if (!/\$context\.(?:requestId|extendedRequestId)\b/.test(format))
    return 'without $context.requestId and $context.extendedRequestId'
  return /[\r\n]/.test(format) ? 'of several lines' : undefined
}

/** The ARN of the log group, which must exist. */
function destinationOf(
  world: World,
  given: AccessLogOptions['destination'],
  caller: string,
): string | undefined {
  if (given === undefined) return undefined
  const text = typeof given === 'string' ? given : given.arn
  const arn = parseArn(text) ? text : logGroupArn(world, text)
  const group = logGroupOf(arn)
  if (group === undefined)
    throw world.refuse(
      new UnsupportedError({
        service: 'API Gateway',
        operation: 'access log',
        parameter: `the destination ${shownValue(text)}`,
      }),
    )
  if (world.ports.logs?.has(group) === true) return arn
  throw new MisuseError(
    `${caller} names the log group '${group}', which does not exist.`,
    `createLogGroup('${group}')`,
  )
}

const logGroupArn = (world: World, name: string): string =>
  formatArn('logs', world.options.region, world.options.accountId, `log-group:${name}`)
