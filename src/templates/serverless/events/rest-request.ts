/** What a route checks of a request. */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { ref, type Draft } from '../draft.ts'
import { membersOf, type Properties, type Service } from '../service.ts'
import { API } from './rest-route.ts'

/** The framework's names of the places of parameters, and API Gateway's. */
export const PLACES = [
  ['paths', 'path'],
  ['querystrings', 'querystring'],
  ['headers', 'header'],
] as const

/** Parameters and schemas of the request. */
export function requestOf(settings: Properties, service: Service, draft: Draft): Properties {
  const request = membersOf(settings['request'])
  const parameters = membersOf(request['parameters'])
  const mapped: Properties = {}
  for (const [name, place] of PLACES) {
    for (const [key, value] of Object.entries(membersOf(parameters[name])))
      mapped[`method.request.${place}.${key}`] = isObject(value)
        ? value['required'] === true
        : value === true
  }
  const schemas = Object.entries(membersOf(request['schemas'] ?? request['schema']))
  const needsValidator = schemas.length > 0 || Object.values(mapped).includes(true)
  if (needsValidator && !draft.has('ApiGatewayRequestValidator'))
    draft.add('ApiGatewayRequestValidator', 'AWS::ApiGateway::RequestValidator', {
      RestApiId: ref(API),
      Name: 'Request validator',
      ValidateRequestBody: true,
      ValidateRequestParameters: true,
    })
  return withoutUndefined({
    RequestParameters: Object.keys(mapped).length > 0 ? mapped : undefined,
    RequestModels:
      schemas.length > 0
        ? Object.fromEntries(
            schemas.map(([type, given]) => [type, ref(addModel(modelOf(given, service), draft))]),
          )
        : undefined,
    RequestValidatorId: needsValidator ? ref('ApiGatewayRequestValidator') : undefined,
  })
}

interface Model {
  readonly schema: unknown
  readonly name?: unknown
  readonly description?: unknown
}

/** A schema, `{ schema, name, description }`, or the key of one under `provider.apiGateway`. */
// AWS: serverless.com/framework/docs/providers/aws/events/apigateway#request-schema-validators
function modelOf(given: unknown, { provider }: Service): Model {
  const { schemas } = membersOf(membersOf(provider['apiGateway'])['request'])
  const known = typeof given === 'string' ? membersOf(schemas)[given] : given
  if (!isObject(known) || known['schema'] === undefined) return { schema: known ?? given }
  const { schema, name, description } = known
  return { schema, name, description }
}

function addModel({ schema, name, description }: Model, draft: Draft): string {
  const content = JSON.stringify([schema, name])
  const models = Object.entries(draft.resources).filter(
    ([, { Type }]) => Type === 'AWS::ApiGateway::Model',
  )
  const contentOf = ({ Properties: properties }: Properties): string =>
    JSON.stringify([membersOf(properties)['Schema'], membersOf(properties)['Name']])
  const known = models.find(([, model]) => contentOf(model) === content)
  if (known) return known[0]
  const id = `ApiGatewayModel${models.length + 1}`
  draft.add(id, 'AWS::ApiGateway::Model', {
    RestApiId: ref(API),
    ContentType: 'application/json',
    Schema: schema,
    Name: name,
    Description: description,
  })
  return id
}
