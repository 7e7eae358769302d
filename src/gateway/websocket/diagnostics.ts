/** Explains an error of a WebSocket API to the test's author, in one sentence. */
import { didYouMean } from '../../core/errors.ts'
import { shownValue } from '../../core/checks.ts'
import type { SocketDefinition } from '../api/websocket/definition.ts'
import { evaluateSelection } from '../api/websocket/selection-expression.ts'

const MOST_ROUTES = 5

export function noSocketRoute(
  { selection: expression, routes }: SocketDefinition,
  body: string,
): string {
  const key = evaluateSelection(expression, body)
  const why =
    key === undefined
      ? 'The message is not a JSON object, so that only $default could receive it'
      : `No route matches the message: ${expression.text} is ${shownValue(key)}`
  const keys = [...routes.keys()].filter((other) => !other.startsWith('$'))
  const slip = key ? didYouMean(key, keys) : undefined
  if (keys.length === 0) return `${why}, and the gateway has no route for messages.`
  const more = keys.length > MOST_ROUTES ? `, and ${keys.length - MOST_ROUTES} more` : ''
  const list = keys.slice(0, MOST_ROUTES).join(', ')
  return `${why}, and the gateway has ${list}${more}.${slip ? ` ${slip}` : ''}`
}
