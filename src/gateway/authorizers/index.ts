/**
 * Authorizers of routes: what they are and what they answer. They load, and node:crypto with them,
 * with the first route that has one.
 */
export { toAuthorizerDefinition } from '../api/authorizers/definition.ts'
export { askHttp, askRest } from './authorize.ts'
export { iamContext, signerOf } from './iam.ts'
