/** Tells the routes that a REST API's option `cors` adds from those of the test. */
import type { RouteDefinition } from './definition.ts'

export const PREFLIGHT: unique symbol = Symbol('preflight')

export const isPreflight = (route: RouteDefinition | undefined): boolean =>
  route?.given.integration !== undefined && PREFLIGHT in route.given.integration
