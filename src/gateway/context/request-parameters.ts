/** The parameters of a request to a REST API, as mappings and validators name them. */
import type { ParameterName, RestApi } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { getOwn, lastHeader } from '../messages/header-list.ts'
import { toQueryMaps } from '../messages/query.ts'

/** The value that a request has for a parameter. Undefined without one. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
// Unverified: header names are compared without regard to case, since HTTP/2 sends them in lower case
export function readParameter(
  { request, host, progress }: Exchange<RestApi>,
  { position, name }: ParameterName,
): string | undefined {
  switch (position) {
    case 'path':
      return getOwn(progress.chosen?.parameters ?? {}, name)
    case 'querystring':
      return getOwn(toQueryMaps(request.query)?.single ?? {}, name)
    case 'multivaluequerystring':
      return getOwn(toQueryMaps(request.query)?.multi ?? {}, name)?.join(',')
    case 'header': {
      const lower = name.toLowerCase()
      return lastHeader(request.headers, lower) ?? (lower === 'host' ? host : undefined)
    }
    case 'multivalueheader': {
      const lower = name.toLowerCase()
      const values = request.headers.filter(([given]) => given.toLowerCase() === lower)
      return values.length === 0 ? undefined : values.map(([, value]) => value).join(',')
    }
  }
}
