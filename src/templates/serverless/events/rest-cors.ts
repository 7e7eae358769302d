/** The preflight of a route with `cors`. */
import { ref, type Draft } from '../draft.ts'
import { listOf, membersOf, type Properties } from '../service.ts'
import { API, methodId, type Route } from './rest-route.ts'

const DEFAULT_HEADERS =
  'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent,X-Amzn-Trace-Id'

export function addCors(
  { path, method, settings }: Route,
  resourceId: Properties,
  draft: Draft,
): void {
  const id = methodId(path, 'OPTIONS')
  const cors = membersOf(settings['cors'])
  const methods = [
    'OPTIONS',
    ...listOf(cors['methods']).map(String),
    ...(method === 'ANY' ? ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'] : [method]),
  ]
  const before = membersOf(membersOf(draft.resources[id])['Properties'])
  const known = methodsIn(before)
  const values: Properties = {
    'Access-Control-Allow-Origin': `'${String(listOf(cors['origins'] ?? cors['origin'] ?? '*')[0])}'`,
    'Access-Control-Allow-Headers': `'${listOf(cors['headers'] ?? DEFAULT_HEADERS).join(',')}'`,
    'Access-Control-Allow-Methods': `'${[...new Set([...known, ...methods])].join(',')}'`,
    ...(cors['allowCredentials'] === true && { 'Access-Control-Allow-Credentials': "'true'" }),
    ...(cors['maxAge'] !== undefined && {
      'Access-Control-Max-Age': `'${String(cors['maxAge'])}'`,
    }),
    ...(cors['cacheControl'] !== undefined && {
      'Cache-Control': `'${String(cors['cacheControl'])}'`,
    }),
  }
  const parameters = Object.entries(values).map(
    ([name, value]) => [`method.response.header.${name}`, value] as const,
  )
  draft.add(id, 'AWS::ApiGateway::Method', {
    RestApiId: ref(API),
    ResourceId: resourceId,
    HttpMethod: 'OPTIONS',
    AuthorizationType: 'NONE',
    MethodResponses: [
      {
        StatusCode: '200',
        ResponseParameters: Object.fromEntries(parameters.map(([name]) => [name, true])),
      },
    ],
    Integration: {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{statusCode:200}' },
      ContentHandling: 'CONVERT_TO_TEXT',
      IntegrationResponses: [
        {
          StatusCode: '200',
          ResponseParameters: Object.fromEntries(parameters),
          ResponseTemplates: { 'application/json': originTemplate(listOf(cors['origins'])) },
        },
      ],
    },
  })
}

/** Answers with the origin of the request, if it is one of several. */
// AWS: serverless, lib/plugins/aws/package/compile/events/apiGateway/lib/cors.js
function originTemplate(origins: readonly unknown[]): string {
  if (origins.length < 2) return ''
  const tests = origins.map((origin) => {
    const pattern = String(origin).replaceAll('.', '[.]').replaceAll('*', '.*')
    return `$origin.matches("${pattern}")`
  })
  return `#set($origin = $input.params("Origin"))
#if($origin == "") #set($origin = $input.params("origin")) #end
#if(${tests.join(' || ')}) #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin) #end`
}

/** The methods that the preflight of a path allows already. */
function methodsIn(properties: Properties): string[] {
  const [response] = listOf(membersOf(properties['Integration'])['IntegrationResponses'])
  const value = membersOf(membersOf(response)['ResponseParameters'])[
    'method.response.header.Access-Control-Allow-Methods'
  ]
  return typeof value === 'string' ? value.replaceAll("'", '').split(',') : []
}
