/** Checks the members of an integration that all of its kinds share. */
import { didYouMean, MisuseError } from '../../../core/errors.ts'
import type { ContentHandling, RouteIntegration } from '../../api/integrations/integrations.ts'
import type { MappedIntegration } from '../../api/integrations/mapped-integration.ts'

/** Where an error was found: `createGateway: 'GET /x'.integration`. */
export type Where = string

const CONNECTION = ['credentials', 'connectionType', 'connectionId', 'tlsConfig']
const MAPPED = [
  ...['type', 'requestParameters', 'requestTemplates', 'passthroughBehavior', 'contentHandling'],
  ...['responses', 'integrationHttpMethod', ...CONNECTION],
]

/** The members of each type, with those that make it one of its forms. */
export const MEMBERS: Readonly<Record<'MOCK' | 'AWS' | 'HTTP' | 'HTTP_PROXY', readonly string[]>> =
  {
    MOCK: MAPPED,
    AWS: [...MAPPED, 'function', 'service', 'action', 'path', 'uri'],
    HTTP: [...MAPPED, 'uri'],
    HTTP_PROXY: [
      ...['type', 'uri', 'integrationHttpMethod', 'requestParameters', 'responseTransferMode'],
      ...CONNECTION,
    ],
  }

export function checkMembers(given: object, known: readonly string[], where: Where): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || known.includes(name)) continue
    throw new MisuseError(
      `${where} received the unknown option '${name}'.`,
      `one of ${known.join(', ')}`,
      didYouMean(name, known),
    )
  }
}

type PassthroughBehavior = MappedIntegration['passthroughBehavior']

const PASSTHROUGH: readonly PassthroughBehavior[] = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']

export const checkPassthrough = (value: unknown, where: Where): PassthroughBehavior =>
  value === undefined ? 'WHEN_NO_MATCH' : oneOf(value, PASSTHROUGH, `${where}.passthroughBehavior`)

const HANDLINGS: readonly ContentHandling[] = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']

export const checkContentHandling = (value: unknown, where: Where): ContentHandling | undefined =>
  value === undefined ? undefined : oneOf(value, HANDLINGS, `${where}.contentHandling`)

function oneOf<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  where: Where,
): Choice {
  const found = choices.find((choice) => choice === value)
  if (found !== undefined) return found
  throw new MisuseError(
    `${where} is '${String(value)}'.`,
    choices.map((choice) => `'${choice}'`).join(', '),
    didYouMean(String(value), choices),
  )
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY']

/** Undefined without a method, and for ANY: the client's. */
// Recorded: test_put_integration_validation (the message for an empty method)
export function checkMethod(given: RouteIntegration, where: Where): string | undefined {
  const method = 'integrationHttpMethod' in given ? given.integrationHttpMethod : undefined
  if (method === undefined) return undefined
  if (method === '')
    throw new MisuseError(
      `${where}.integrationHttpMethod: Enumeration value for HttpMethod must be non-empty.`,
    )
  if (!METHODS.includes(method))
    throw new MisuseError(
      `${where}.integrationHttpMethod is '${String(method)}'.`,
      METHODS.join(', '),
      didYouMean(String(method), METHODS),
    )
  return method === 'ANY' ? undefined : method
}
