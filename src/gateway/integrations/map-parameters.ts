/** Reads the sources of parameter mappings. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
import type { ParameterSource } from '../api/integrations/mapped-integration.ts'
import { getOwn, type MultiMap } from '../messages/header-list.ts'
import { rooms } from '../rooms.ts'
import { configurationError } from './failure.ts'
import type { RequestData } from './request-data.ts'

/** The message whose parameters and payload a mapping reads: the request, or the answer. */
export interface Source {
  readonly headers: MultiMap
  readonly query?: MultiMap
  readonly path?: Readonly<Record<string, string>>
  /** The payload as text. */
  readonly body: string
  /** The error for a payload that is no JSON. */
  invalidJson(): Error
}

/** The values of a source. Empty where there is none: the mapping then sends nothing. */
export function readSource(
  source: ParameterSource,
  message: Source,
  data: RequestData,
): readonly string[] {
  switch (source.kind) {
    case 'static':
      return [source.value]
    case 'context':
      return present(data.contextValue(source.path))
    case 'stageVariable':
      return present(getOwn(data.stageVariables, source.name))
    case 'parameter':
      return readParameter(source, message)
    case 'body':
      return present(readBody(source.path, message))
  }
}

const present = (value: string | undefined): readonly string[] =>
  value === undefined ? [] : [value]

// Unverified: header and querystring have the last value, multivalueheader all of them with commas;
// names of headers are in the client's spelling
function readParameter(
  { place, name }: Extract<ParameterSource, { kind: 'parameter' }>,
  { headers, query, path }: Source,
): readonly string[] {
  switch (place) {
    case 'path':
      return present(getOwn(path ?? {}, name))
    case 'querystring':
      return present(getOwn(query?.single ?? {}, name))
    case 'multivaluequerystring':
      return getOwn(query?.multi ?? {}, name) ?? []
    case 'header':
      return present(getOwn(headers.single, name))
    case 'multivalueheader':
      return present(getOwn(headers.multi, name)?.join(','))
  }
}

/** Only a payload that begins like JSON is read as JSON. */
// Unverified: an empty payload is {}, and what a path does not find is not sent
function readBody(path: string | undefined, message: Source): string | undefined {
  const text = message.body.trim() || '{}'
  const isJson = /^[{["']/.test(text)
  const { InvalidJsonError, JsonPathError, findInJson, printValue } = rooms.templates()
  try {
    const found = isJson ? findInJson(text, path ?? '$') : undefined
    if (path === undefined) return text
    return found === undefined || found === null ? undefined : printValue(found)
  } catch (error) {
    if (error instanceof InvalidJsonError) throw message.invalidJson()
    if (error instanceof JsonPathError)
      throw configurationError(`A parameter mapping fails: ${error.message}`)
    throw error
  }
}
