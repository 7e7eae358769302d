/**
 * Authorizers of routes: what they are and what they answer. They load, and node:crypto with them,
 * with the first route that has one.
 */
export { toAuthorizerDefinition } from '../api/authorizers/definition.ts'
export { authorizeHttp } from './http.ts'
export { authorizeJwt } from './jwt.ts'
export { authorizeRest } from './rest.ts'
