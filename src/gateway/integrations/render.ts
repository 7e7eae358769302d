/** Renders the template of a request or of a response. */
import type { Template } from '../api/integrations/mapped-integration.ts'
import { rooms } from '../rooms.ts'
import type { Payload } from './convert-payload.ts'
import { configurationError } from './failure.ts'
import type { RequestData } from './request-data.ts'

/**
 * The output of a template, or the payload itself without one.
 *
 * @throws IntegrationFailure when the template gets bytes or fails
 */
export function render(
  template: Template | undefined,
  payload: Payload,
  data: RequestData,
  invalidJson: () => Error,
): Payload {
  if (!template) return payload
  // Recorded: TestApiGatewayS3BinarySupport (a request template with binary input: 500)
  if (typeof payload !== 'string')
    throw configurationError(
      "A mapping template got bytes, because of the gateway's binaryMediaTypes: set contentHandling: 'CONVERT_TO_TEXT'.",
    )
  if (!template.nodes) return template.text
  const { renderTemplate, InvalidJsonError, TemplateError } = rooms.templates()
  try {
    return renderTemplate(template.nodes, {
      body: payload,
      parameters: data.parameters,
      context: data.context,
      stageVariables: data.stageVariables,
    })
  } catch (error) {
    if (error instanceof InvalidJsonError) throw invalidJson()
    if (error instanceof TemplateError)
      throw configurationError(`A mapping template failed: ${error.message}.`)
    throw error
  }
}
