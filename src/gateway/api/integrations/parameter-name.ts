/** The names of a method's parameters: `method.request.header.X-Id`. */
import type { ParameterName } from '../definition.ts'

const PARAMETER =
  /^method\.request\.(path|querystring|header|multivaluequerystring|multivalueheader)\.(.+)$/

/** `{ position: 'header', name: 'X-Id' }` for `method.request.header.X-Id`. */
export function parseParameter(text: string): ParameterName | undefined {
  const [, position, name] = PARAMETER.exec(text) ?? []
  return position === undefined || name === undefined
    ? undefined
    : { position: position as ParameterName['position'], name }
}
