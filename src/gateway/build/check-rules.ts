/** Checks the models and validators of a REST API, and the rules of its routes. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import type { ApiModels, BodyModel, RequestRules, RestApi } from '../api/definition.ts'
import type { JsonSchema, RequestValidator, RouteOptions } from '../api/options.ts'
import { parseParameter } from '../api/integrations/parameter-name.ts'
import { ModelError } from '../models/model-error.ts'
import { ModelSet } from '../models/model-set.ts'

/** The models of an API. */
export function checkModels(
  apiId: string,
  models: Readonly<Record<string, JsonSchema>>,
  caller: string,
): ApiModels {
  for (const name of Object.keys(models)) {
    // AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html (alphanumeric)
    if (!/^[A-Za-z0-9]+$/.test(name))
      throw new MisuseError(`${caller} received a model named '${name}'.`, 'letters and digits')
  }
  return explained(`${caller}: models`, () => new ModelSet(apiId, models))
}

export function checkValidators(
  validators: Readonly<Record<string, RequestValidator>>,
  caller: string,
): Readonly<Record<string, RequestValidator>> {
  for (const [name, validator] of Object.entries(validators))
    checkValidator(validator, `${caller}: requestValidators.${name}`)
  return validators
}

function checkValidator(validator: RequestValidator, where: string): RequestValidator {
  checkNames(validator, where, ['body', 'parameters'], 'member')
  const { body, parameters } = validator
  for (const value of [body, parameters]) {
    if (value !== undefined && typeof value !== 'boolean')
      throw new MisuseError(`${where} has ${nameOf(value)} as a member.`, 'true or false')
  }
  return validator
}

/** The rules of a route. Undefined without any. */
export function toRules(
  api: RestApi,
  { requestValidator, requestParameters = {}, models = {} }: RouteOptions,
  where: string,
): RequestRules | undefined {
  const validator = requestValidator === undefined ? undefined : named(api, requestValidator, where)
  const names = Object.keys(requestParameters)
  const bodies = toBodyModels(api, models, where)
  checkParameters(requestParameters, where)
  if (!validator && names.length === 0 && bodies.size === 0) return undefined
  return {
    parameters: requestParameters,
    models,
    validator,
    // Recorded: rest-valid-003 (headers, then path, then querystring)
    // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
    required: names
      .filter((name) => validator?.parameters === true && requestParameters[name] === true)
      .sort()
      .flatMap((name) => parseParameter(name) ?? []),
    bodies: validator?.body === true ? bodies : new Map(),
  }
}

interface KnownModels {
  /** Of the API. */
  readonly id: string
  readonly models: ApiModels | undefined
}

/** The models of a route: by content type, or by the keys of a WebSocket API's expression. */
export const toBodyModels = (
  { id, models: known = new ModelSet(id, {}) }: KnownModels,
  models: NonNullable<RouteOptions['models']>,
  where: string,
): ReadonlyMap<string, BodyModel> =>
  new Map(
    Object.entries(models).map(([key, model]) => [
      key,
      toModel(known, model, `${where}: models['${key}']`),
    ]),
  )

function named(
  { requestValidators }: RestApi,
  validator: RequestValidator | string,
  where: string,
): RequestValidator {
  if (typeof validator !== 'string') return checkValidator(validator, `${where}: requestValidator`)
  const found = Object.hasOwn(requestValidators, validator)
    ? requestValidators[validator]
    : undefined
  if (found) return found
  const names = Object.keys(requestValidators)
  throw new MisuseError(
    `${where} names the requestValidator '${validator}', which the gateway does not have.`,
    "one of the gateway's requestValidators, or { body, parameters }",
    didYouMean(validator, names),
  )
}

function checkParameters(parameters: Readonly<Record<string, boolean>>, where: string): void {
  for (const [name, required] of Object.entries<unknown>(parameters)) {
    if (!parseParameter(name)) {
      throw new MisuseError(
        `${where} received the request parameter '${name}'.`,
        'method.request.{path,querystring,header}.<name>',
      )
    }
    if (typeof required !== 'boolean')
      throw new MisuseError(
        `${where} received ${nameOf(required)} for the request parameter '${name}'.`,
        'true (required) or false',
      )
  }
}

function toModel(models: ApiModels, model: string | JsonSchema, where: string): BodyModel {
  if (typeof model !== 'string') return explained(where, () => models.inline(model, []))
  const found = models.named(model)
  if (found) return found
  // Recorded: the snapshots of test_apigateway_common (the wording)
  throw new MisuseError(
    `${where}: Invalid model name specified: ${model}`,
    "one of the gateway's models, or a JSON schema",
    didYouMean(model, models.names),
  )
}

/** Adds the place in the definition to AWS's message. */
function explained<Result>(where: string, compile: () => Result): Result {
  try {
    return compile()
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    throw new MisuseError(
      `${[where, ...error.path].join('.')}: ${error.message}`,
      'a JSON schema of draft 4, without keywords of later drafts or of OpenAPI',
    )
  }
}
