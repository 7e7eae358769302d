/** Completes the URIs of integrations. */
import { getOwn } from '../messages/header-list.ts'
import { configurationError } from './failure.ts'

/** Puts mapped path parameters (`{id}`) and stage variables (`${stageVariables.x}`) into a text. */
// Recorded: test_import_with_stage_variables; Unverified: a stage variable that does not exist is
// empty, a path variable without a mapping stays
export const completeUri = (
  uri: string,
  path: ReadonlyMap<string, string>,
  stageVariables: Readonly<Record<string, string>>,
): string =>
  uri
    .replace(
      /\$\{stageVariables\.([^}]*)\}/g,
      (_, name: string) => getOwn(stageVariables, name) ?? '',
    )
    .replace(/(?<!\$)\{([^{}]+)\}/g, (text, name: string) => path.get(name) ?? text)

/** Appends parameters to a URL. Those of the URL come first. */
// Recorded: test_http_proxy_integration_request_data_mappings
export function withQuery(
  uri: string,
  parameters: readonly (readonly [string, string])[],
  clientQuery = '',
): string {
  const mapped = parameters.map(([name, value]) => `${encode(name)}=${encode(value)}`)
  const query = [clientQuery, ...mapped].filter((part) => part !== '').join('&')
  if (query === '') return uri
  const separator = !uri.includes('?') ? '?' : /[?&]$/.test(uri) ? '' : '&'
  return `${uri}${separator}${query}`
}

const encode = (text: string): string =>
  encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'))

/** @throws IntegrationFailure for a URL that no client can reach */
export function checkUrl(url: string): string {
  if (/^https?:\/\/[^/?#]/.test(url) && URL.canParse(url)) return url
  throw configurationError(`The integration's URL is not valid: ${url}.`)
}
