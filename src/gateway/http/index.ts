/**
 * What HTTP APIs have beside functions: HTTP backends, operations of other services, and parameter
 * mappings. It loads with the first route that has one of them.
 */
export { contextOf } from '../context/context-variables.ts'
export { answerHttpProxy } from './http-proxy.ts'
export { answerService } from './service-integration.ts'
export { mapAnswer, mapRequest, parseMapping } from './parameter-mapping.ts'
export { parseSource } from './mapping-source.ts'
export { OTHER_SUBTYPES, SUBTYPES } from './subtypes.ts'
