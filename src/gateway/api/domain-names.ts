/** Custom domain names and the stages that their paths map to. Immutable, so that forks share them. */
import type { Tags } from '../../core/resources/tags.ts'
import { locate, type Api } from './deployments.ts'

export interface DomainName {
  /** `api.example.com`, or `*.example.com` for every name with one label more. */
  readonly name: string
  readonly createdAt: number
  readonly endpointType: 'EDGE' | 'REGIONAL'
  readonly securityPolicy: string
  readonly certificateArn: string | undefined
  readonly certificateName: string | undefined
  /** The name that DNS records of the domain name point to. */
  readonly target: string
  readonly tags: Tags
  /** By id. */
  readonly mappings: ReadonlyMap<string, DomainMapping>
}

export interface DomainMapping {
  readonly id: string
  /** `v1` or `orders/v1`. Empty: every path without another mapping. */
  readonly key: string
  readonly apiId: string
  /** REST APIs: undefined if the path names the stage. */
  readonly stage: string | undefined
}

export type DomainNames = ReadonlyMap<string, DomainName>

/** The host name of a Host header or URL: in lower case, without port and trailing dot. */
const toHostname = (host: string): string => host.toLowerCase().replace(/\.?(?::\d+)?$/, '')

/** The domain name that serves a host. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html
// (wildcards: a name of its own takes precedence)
export function findDomain(domains: DomainNames, host: string): DomainName | undefined {
  if (domains.size === 0) return undefined
  const name = toHostname(host)
  return domains.get(name) ?? domains.get(name.replace(/^[^.]+/, '*'))
}

/** The stage that a path on a domain name maps to. */
export interface MappedStage {
  readonly api: Api
  /** Undefined if the path names no stage. */
  readonly stage: string | undefined
  /** Relative to the stage. */
  readonly path: string
}

/** Undefined if the domain name maps the path to no API. */
export function mappedStage(
  apis: ReadonlyMap<string, Api>,
  domain: DomainName,
  path: string,
): MappedStage | undefined {
  const mapping = mappingOf(domain, path)
  const api = mapping && apis.get(mapping.apiId)
  if (!api) return undefined
  const rest = mapping.key === '' ? path : path.slice(mapping.key.length + 1) || '/'
  if (mapping.stage !== undefined) return { api, stage: mapping.stage, path: rest }
  return { api, ...(locate(api, rest) ?? { stage: undefined, path: rest }) }
}

/** The mapping with the longest key that the path begins with, in whole segments. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
function mappingOf({ mappings }: DomainName, path: string): DomainMapping | undefined {
  let found: DomainMapping | undefined
  for (const mapping of mappings.values()) {
    const { key } = mapping
    const matches = key === '' || path === `/${key}` || path.startsWith(`/${key}/`)
    if (matches && (!found || key.length > found.key.length)) found = mapping
  }
  return found
}
