/** OpenAPI documents whose operations call the functions `one` and `two`. */
import { createRegion, type Region } from '../../region/index.ts'
import { uriOf } from '../operations/rest/rest.fixture.ts'

export function regionWithFunctions(): Region {
  const region = createRegion()
  for (const name of ['one', 'two'])
    region.registerFunction(name, async () => ({ statusCode: 200, body: name }))
  return region
}

export const proxy = (name: string): object => ({
  ...{ type: 'aws_proxy', httpMethod: 'POST', uri: uriOf(name) },
})

export const openApi = (paths: object, others: object = {}): object => ({
  ...{ openapi: '3.0.1', info: { title: 'orders', version: '1.0' }, paths },
  ...others,
})

export const operation = (integration: object = proxy('one'), others: object = {}): object => ({
  'x-amazon-apigateway-integration': integration,
  responses: { 200: { description: 'ok' } },
  ...others,
})
