/** Routes of REST APIs, and the ids of their methods. */
import { isObject } from '../../../core/json.ts'
import { pathId, routeId } from '../names.ts'
import type { Properties } from '../service.ts'

export const API = 'ApiGatewayRestApi'
export const DEPLOYMENT = 'ApiGatewayDeployment'

/** `GET orders`, or an object. */
export interface Route {
  readonly method: string
  /** Without slashes at its ends. */
  readonly path: string
  readonly settings: Properties
}

export function toRoute(value: unknown): Route {
  const settings = isObject(value) ? value : {}
  const [first, second] = typeof value === 'string' ? value.trim().split(/\s+/) : []
  const method = String(first ?? settings['method'] ?? 'GET').toUpperCase()
  const path = String(second ?? settings['path'] ?? '')
  return { method, path: path.replace(/^\/+|\/+$/g, ''), settings }
}

export const methodId = (path: string, method: string): string =>
  `ApiGatewayMethod${pathId(path)}${routeId(method, '/').replace(/Default$/, '')}`
