/**
 * Validates a message against the model that its route selects.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html
 */
import type { SocketModels } from '../../api/websocket/definition.ts'
import { evaluateSelection } from '../../api/websocket/selection-expression.ts'

/** Explains a message that its route refuses. Undefined for one that may go on. */
// AWS: without a model for the key, and without $default, the validation fails
export function invalidBody({ selection, byKey }: SocketModels, body: string): string | undefined {
  const key = evaluateSelection(selection, body)
  const model = (key === undefined ? undefined : byKey.get(key)) ?? byKey.get('$default')
  if (!model)
    return `The route has no model for ${selection.text}, which is ${key === undefined ? 'not in the message' : `'${key}'`}, and none for $default.`
  const messages = model.validate(body)
  if (messages.length === 0) return undefined
  return `The message does not match the route's model: [${messages.join(', ')}]`
}
