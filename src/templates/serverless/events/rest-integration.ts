/** The integration behind a REST route. */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { getAtt, ref, type Draft } from '../draft.ts'
import { membersOf, type Properties } from '../service.ts'
import type { EventSource } from './event.ts'
import { PLACES } from './rest-request.ts'

const uriOf = (functionId: string): Properties => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      ref('AWS::Partition'),
      ':apigateway:',
      ref('AWS::Region'),
      ':lambda:path/2015-03-31/functions/',
      getAtt(functionId, 'Arn'),
      '/invocations',
    ],
  ],
})

const KINDS: Readonly<Record<string, string>> = {
  'lambda-proxy': 'AWS_PROXY',
  'aws-proxy': 'AWS_PROXY',
  aws_proxy: 'AWS_PROXY',
  lambda: 'AWS',
  aws: 'AWS',
  http: 'HTTP',
  'http-proxy': 'HTTP_PROXY',
  http_proxy: 'HTTP_PROXY',
  mock: 'MOCK',
}

export function integrationOf(
  { functionId }: EventSource,
  settings: Properties,
  draft: Draft,
): Properties | undefined {
  const kind = String(settings['integration'] ?? 'lambda-proxy').toLowerCase()
  const type = KINDS[kind]
  const timeout = settings['timeoutInMillis']
  if (type === 'AWS_PROXY') {
    return {
      Integration: withoutUndefined({
        Type: type,
        IntegrationHttpMethod: 'POST',
        Uri: uriOf(functionId),
        TimeoutInMillis: timeout,
      }),
      MethodResponses: [],
    }
  }
  if (type === undefined) {
    draft.skip(
      functionId,
      'serverless.yml',
      'events.http',
      `The integration '${kind}' is not known.`,
    )
    return undefined
  }
  const request = membersOf(settings['request'])
  return {
    Integration: withoutUndefined({
      Type: type,
      IntegrationHttpMethod:
        type === 'MOCK'
          ? undefined
          : type === 'AWS'
            ? 'POST'
            : String(request['method'] ?? settings['method'] ?? 'GET').toUpperCase(),
      Uri: type === 'AWS' ? uriOf(functionId) : request['uri'],
      RequestTemplates: {
        ...(type === 'AWS' && DEFAULT_TEMPLATES),
        ...membersOf(request['template']),
      },
      RequestParameters: parametersOf(type, settings),
      PassthroughBehavior: request['passThrough'] ?? 'NEVER',
      ContentHandling: request['contentHandling'],
      TimeoutInMillis: timeout,
      IntegrationResponses: responsesOf(settings),
    }),
    MethodResponses: responsesOf(settings).map(({ StatusCode, ResponseParameters }) =>
      withoutUndefined({
        StatusCode,
        ResponseParameters: isObject(ResponseParameters)
          ? Object.fromEntries(Object.keys(ResponseParameters).map((name) => [name, true]))
          : undefined,
      }),
    ),
  }
}

/** HTTP backends receive the declared parameters. `async` invokes a function as an event. */
function parametersOf(type: string, settings: Properties): Properties | undefined {
  if (type === 'AWS')
    return settings['async'] === true
      ? { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" }
      : undefined
  if (type === 'MOCK') return undefined
  const given = membersOf(membersOf(settings['request'])['parameters'])
  const mapped = PLACES.flatMap(([name, place]) =>
    Object.keys(membersOf(given[name])).map(
      (key) => [`integration.request.${place}.${key}`, `method.request.${place}.${key}`] as const,
    ),
  )
  return mapped.length > 0 ? Object.fromEntries(mapped) : undefined
}

/** The event of a function behind `integration: lambda`. */
const EVENT_TEMPLATE = `{
  "body": $input.json("$"),
  "method": "$context.httpMethod",
  "principalId": "$context.authorizer.principalId",
  "stage": "$context.stage",
  "headers": { #foreach($name in $input.params().header.keySet()) "$name": "$util.escapeJavaScript($input.params().header.get($name))"#if($foreach.hasNext),#end #end },
  "query": { #foreach($name in $input.params().querystring.keySet()) "$name": "$util.escapeJavaScript($input.params().querystring.get($name))"#if($foreach.hasNext),#end #end },
  "path": { #foreach($name in $input.params().path.keySet()) "$name": "$util.escapeJavaScript($input.params().path.get($name))"#if($foreach.hasNext),#end #end },
  "requestPath": "$context.resourcePath"
}`

const DEFAULT_TEMPLATES: Properties = { 'application/json': EVENT_TEMPLATE }

const DEFAULT_STATUS: Properties = {
  200: { pattern: '' },
  400: { pattern: '[\\s\\S]*\\[400\\][\\s\\S]*' },
  401: { pattern: '[\\s\\S]*\\[401\\][\\s\\S]*' },
  403: { pattern: '[\\s\\S]*\\[403\\][\\s\\S]*' },
  404: { pattern: '[\\s\\S]*\\[404\\][\\s\\S]*' },
  422: { pattern: '[\\s\\S]*\\[422\\][\\s\\S]*' },
  500: {
    pattern: '[\\s\\S]*(Process\\s?exited\\s?before\\s?completing\\s?request|\\[500\\])[\\s\\S]*',
  },
  502: { pattern: '[\\s\\S]*\\[502\\][\\s\\S]*' },
  504: { pattern: '([\\s\\S]*\\[504\\][\\s\\S]*)|(.*Task timed out after \\d+\\.\\d+ seconds$)' },
}

function responsesOf(settings: Properties): Properties[] {
  const response = membersOf(settings['response'])
  const headers = Object.entries(membersOf(response['headers'])).map(([name, value]) => [
    `method.response.header.${name}`,
    value,
  ])
  const cors =
    settings['cors'] === undefined
      ? {}
      : { 'method.response.header.Access-Control-Allow-Origin': "'*'" }
  const parameters = { ...(Object.fromEntries(headers) as Properties), ...cors }
  const statuses =
    response['statusCodes'] === undefined ? DEFAULT_STATUS : membersOf(response['statusCodes'])
  return Object.entries(statuses).map(([status, given]) => {
    const { pattern, template } = membersOf(given)
    const own: unknown = template ?? response['template']
    return withoutUndefined({
      StatusCode: status,
      SelectionPattern: pattern ?? '',
      ResponseParameters: Object.keys(parameters).length > 0 ? parameters : undefined,
      ResponseTemplates:
        own === undefined ? undefined : typeof own === 'string' ? { 'application/json': own } : own,
    })
  })
}
