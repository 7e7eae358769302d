/**
 * `RequestModel`: the model of a request's body, and whether requests are validated.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-requestmodel.html
 */
import { isObject } from '../../../core/json.ts'
import { propertiesIn, type Properties } from '../context.ts'
import { invalidEvent } from '../errors.ts'
import type { SamEvent } from '../events/event.ts'

const MODEL = 'RequestModel'

/** The members of the route's operation. */
export function requestModelOf(event: SamEvent, api: Properties): Properties {
  const given = event.properties[MODEL]
  if (given === undefined) return {}
  const { Model: model, Required: isRequired = false } = propertiesIn(given)
  const known = propertiesIn(api['Models'])
  const problem = problemOf(model, known, event)
  if (problem !== undefined) throw invalidEvent(event.functionId, event.name, problem)
  const name = String(model).toLowerCase()
  const body = {
    ...{ in: 'body', name, required: isRequired },
    schema: { $ref: `#/definitions/${name}` },
  }
  const validator = validatorOf(propertiesIn(given))
  return {
    parameters: [body],
    ...(validator && { 'x-amazon-apigateway-request-validator': validator.name }),
  }
}

// AWS: serverless-application-model, samtranslator/model/eventsources/push.py
function problemOf(model: unknown, known: Properties, event: SamEvent): string | undefined {
  const { Method: method, Path: path } = event.properties
  const begin = `Unable to set RequestModel [${String(model)}] on API method [${String(method).toLowerCase()}] for path [${String(path)}] because`
  if (Object.keys(known).length === 0) return `${begin} the related API does not define any Models.`
  return Object.hasOwn(known, String(model))
    ? undefined
    : `${begin} it wasn't defined in the API's Models.`
}

/** The validators that the routes of an API name. */
export function requestValidators(events: readonly SamEvent[]): Properties | undefined {
  const used = events.flatMap(({ properties }) => {
    const validator = validatorOf(propertiesIn(properties[MODEL]))
    return validator ? [[validator.name, validator.settings] as const] : []
  })
  return used.length > 0 ? Object.fromEntries(used) : undefined
}

/** The keys of models are lower case in the document. */
export const lowerCaseModels = (models: unknown): Properties =>
  isObject(models)
    ? Object.fromEntries(Object.entries(models).map(([name, one]) => [name.toLowerCase(), one]))
    : {}

const NAMES: Readonly<Record<string, string>> = {
  'true true': 'body-params',
  'true false': 'body-only',
  'false true': 'params-only',
  'false false': 'no-validation',
}

// AWS: serverless-application-model, samtranslator/swagger/swagger.py
function validatorOf({
  ValidateBody: ofBody,
  ValidateParameters: ofParameters,
}: Properties): { readonly name: string; readonly settings: Properties } | undefined {
  if (ofBody === undefined && ofParameters === undefined) return undefined
  const [body, parameters] = [ofBody === true, ofParameters === true]
  return {
    name: NAMES[`${body} ${parameters}`] ?? 'no-validation',
    settings: { validateRequestBody: body, validateRequestParameters: parameters },
  }
}
