/** The settings of an API that CreateApi and UpdateApi take, as changes of its working copy. */
import { MisuseError } from '../../../core/errors.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import type { World } from '../../../core/world/world.ts'
import type { HttpCors } from '../../api/draft/http.ts'
import { parseSelectionExpression } from '../../api/websocket/selection-expression.ts'
import { badRequest } from '../../control/errors.ts'
import type { DraftChange } from '../../draft/v2-api.ts'
import { refuseMembers } from './protocols/refuse-members.ts'

export interface Settings {
  readonly Name?: string
  readonly Description?: string
  readonly Version?: string
  readonly CorsConfiguration?: HttpCors
  readonly DisableExecuteApiEndpoint?: boolean
  readonly RouteSelectionExpression?: string
  readonly ApiKeySelectionExpression?: string
  readonly DisableSchemaValidation?: boolean
}

export function httpSettings(world: World, given: Settings): DraftChange {
  const { CorsConfiguration: cors } = given
  refuseMembers(world, 'HTTP API', given, ['DisableSchemaValidation'])
  // Unverified: the wording. AWS: http-api-cors.html.
  if (cors?.AllowCredentials && cors.AllowOrigins?.includes('*'))
    throw badRequest("Invalid CORS configuration: AllowCredentials with the origin '*'")
  return { ...commonSettings(given), ...withoutUndefined({ cors }) }
}

const KEY_EXPRESSIONS = ['$request.header.x-api-key', '$context.authorizer.usageIdentifierKey']

// AWS: apigatewayv2 UpdateApi (CORS: only for HTTP APIs). Unverified: the wordings.
export function socketSettings(world: World, given: Settings): DraftChange {
  const { RouteSelectionExpression, ApiKeySelectionExpression, DisableSchemaValidation } = given
  if (given.CorsConfiguration)
    throw badRequest('CORS configuration is not supported for WEBSOCKET protocol')
  if (RouteSelectionExpression !== undefined) checkSelection(world, RouteSelectionExpression)
  if (ApiKeySelectionExpression && !KEY_EXPRESSIONS.includes(ApiKeySelectionExpression))
    throw badRequest(`Invalid API key selection expression: ${ApiKeySelectionExpression}`)
  return {
    ...commonSettings(given),
    ...withoutUndefined({ RouteSelectionExpression, ApiKeySelectionExpression }),
    ...withoutUndefined({ DisableSchemaValidation }),
  }
}

function checkSelection(world: World, text: string): void {
  try {
    parseSelectionExpression(world, text, 'the control plane')
  } catch (error) {
    if (!(error instanceof MisuseError)) throw error
    throw badRequest(`Invalid route selection expression: ${text}`)
  }
}

const commonSettings = ({
  Description: description,
  Version: version,
  DisableExecuteApiEndpoint: disableExecuteApiEndpoint,
}: Settings): DraftChange => withoutUndefined({ description, version, disableExecuteApiEndpoint })
