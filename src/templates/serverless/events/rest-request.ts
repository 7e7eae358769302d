/** What a route checks of a request. */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { ref, type Draft } from '../draft.ts'
import { membersOf, type Properties } from '../service.ts'
import { API } from './rest-route.ts'

/** Parameters and schemas of the request. */
export function requestOf(settings: Properties, draft: Draft): Properties {
  const request = membersOf(settings['request'])
  const parameters = membersOf(request['parameters'])
  const mapped: Properties = {}
  const places = [
    ['paths', 'path'],
    ['querystrings', 'querystring'],
    ['headers', 'header'],
  ] as const
  for (const [name, place] of places) {
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
        ? Object.fromEntries(schemas.map(([type, schema]) => [type, ref(addModel(schema, draft))]))
        : undefined,
    RequestValidatorId: needsValidator ? ref('ApiGatewayRequestValidator') : undefined,
  })
}

function addModel(schema: unknown, draft: Draft): string {
  const content = JSON.stringify(schema)
  const known = Object.entries(draft.resources).find(
    ([, { Type, Properties }]) =>
      Type === 'AWS::ApiGateway::Model' &&
      JSON.stringify(membersOf(Properties)['Schema']) === content,
  )
  if (known) return known[0]
  const number =
    Object.values(draft.resources).filter(({ Type }) => Type === 'AWS::ApiGateway::Model').length +
    1
  const id = `ApiGatewayModel${number}`
  draft.add(id, 'AWS::ApiGateway::Model', {
    RestApiId: ref(API),
    ContentType: 'application/json',
    Schema: schema,
  })
  return id
}
