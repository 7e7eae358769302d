/**
 * `Cors` of REST APIs: an OPTIONS method for each path, which answers by itself.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-corsconfiguration.html
 */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { propertiesIn, type Properties } from '../context.ts'

const HEADER = 'method.response.header.Access-Control-'

export function withCorsMethods(document: Properties, cors: unknown): Properties {
  if (cors === undefined || cors === null) return document
  const settings: Properties = isObject(cors) && !('Ref' in cors) ? cors : { AllowOrigin: cors }
  const paths = Object.entries(propertiesIn(document['paths'])).map(([path, given]) => {
    const methods = propertiesIn(given)
    return [
      path,
      'options' in methods ? methods : { ...methods, options: preflight(settings, methods) },
    ]
  })
  return { ...document, paths: Object.fromEntries(paths) as Properties }
}

/** The methods of a path, as SAM lists them: sorted, with OPTIONS. */
function methodsOf(methods: Properties): string {
  const names = Object.keys(methods).map((name) => name.toUpperCase())
  if (names.some((name) => name.startsWith('X-AMAZON')))
    return "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'"
  return `'${[...new Set([...names, 'OPTIONS'])].sort().join(',')}'`
}

function preflight(settings: Properties, methods: Properties): Properties {
  const { AllowMethods, AllowHeaders, AllowOrigin, MaxAge, AllowCredentials } = settings
  const values = withoutUndefined({
    'Allow-Methods': AllowMethods ?? methodsOf(methods),
    'Allow-Headers': AllowHeaders,
    'Allow-Origin': AllowOrigin,
    'Max-Age': MaxAge,
    'Allow-Credentials': AllowCredentials === true ? "'true'" : undefined,
  })
  const names = Object.keys(values)
  return {
    summary: 'CORS support',
    consumes: ['application/json'],
    produces: ['application/json'],
    responses: {
      200: {
        description: 'Default response for CORS method',
        headers: Object.fromEntries(
          names.map((name) => [`Access-Control-${name}`, { type: 'string' }]),
        ),
      },
    },
    'x-amazon-apigateway-integration': {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: {
          statusCode: '200',
          responseParameters: Object.fromEntries(
            Object.entries(values).map(([name, value]) => [`${HEADER}${name}`, value]),
          ),
          responseTemplates: { 'application/json': '{}\n' },
        },
      },
    },
  }
}
