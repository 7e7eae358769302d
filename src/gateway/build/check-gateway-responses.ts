/** Checks the customized gateway responses of a REST API. */
import { checkNames, shownValue } from '../../core/checks.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { GATEWAY_RESPONSE_STATUS, isGatewayResponseType } from '../api/gateway-response-types.ts'
import type { GatewayResponse, GatewayResponses } from '../api/options.ts'
import { parseParameter } from '../api/integrations/parameter-name.ts'
import { isHeaderName, isHeaderValue } from '../messages/header-list.ts'
import { checkTexts } from './check-texts.ts'

const TYPES: readonly string[] = Object.keys(GATEWAY_RESPONSE_STATUS)
const MEMBERS = ['statusCode', 'responseParameters', 'responseTemplates']

export function checkGatewayResponses(
  responses: GatewayResponses,
  caller: string,
): GatewayResponses {
  for (const [type, response] of Object.entries(responses)) {
    const where = `${caller}: gatewayResponses.${type}`
    // Recorded: TestApiGatewayGatewayResponse (the wording)
    if (!isGatewayResponseType(type)) {
      throw new MisuseError(
        `${where}: 1 validation error detected: Value '${type}' at 'responseType' failed to satisfy constraint.`,
        `one of ${TYPES.join(', ')}`,
        didYouMean(type, TYPES),
      )
    }
    if (response !== undefined) checkResponse(response, where)
  }
  return responses
}

function checkResponse(response: GatewayResponse, where: string): void {
  checkNames(response, where, MEMBERS, 'member')
  const { statusCode, responseParameters = {}, responseTemplates = {} } = response
  // AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html (the pattern)
  if (statusCode !== undefined && !/^[1-5]\d\d$/.test(String(statusCode)))
    throw new MisuseError(
      `${where} received the statusCode ${shownValue(statusCode)}.`,
      '100 to 599',
    )
  checkTexts(responseTemplates, `${where}.responseTemplates`, 'a template')
  checkTexts(responseParameters, `${where}.responseParameters`, 'a source')
  for (const [target, source] of Object.entries(responseParameters))
    checkParameter(target, source, `${where}.responseParameters`)
}

const TARGET = 'gatewayresponse.header.'
const SOURCES =
  'a static value in single quotes, method.request.{header,querystring,path}.<name>, context.<variable> or stageVariables.<name>'

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.responseParameters.html
// Unverified: AWS's answer to the positions path and querystring, which a response does not have
function checkParameter(target: string, source: string, where: string): void {
  if (!target.startsWith(TARGET) || !isHeaderName(target.slice(TARGET.length))) {
    throw new MisuseError(`${where} received the target '${target}'.`, `${TARGET}<name>`)
  }
  const isStatic = /^'.*'$/s.test(source) && isHeaderValue(source)
  if (isStatic || /^(?:context(?:\.\w+)+|stageVariables\.\w+)$/.test(source)) return
  if (parseParameter(source)) return
  throw new MisuseError(
    `${where} received the source ${JSON.stringify(source)} for ${target}.`,
    SOURCES,
    isHeaderValue(source) ? `Did you mean "'${source}'"?` : undefined,
  )
}
