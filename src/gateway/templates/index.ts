/**
 * Mapping templates of REST APIs and WebSocket APIs, independent of both.
 * Simulates: `$input`, `$util`, `$context` with overrides, `$stageVariables`.
 * State: none; the caller keeps `$context`.
 */
export { compileTemplate, renderTemplate, type TemplateVariables } from './mapping-template.ts'
export { createContext } from './context.ts'
export type { RequestParameters } from './input.ts'
export { TemplateError } from '../velocity/index.ts'
export { JsonPathError } from '../json/json-path-syntax.ts'
export { InvalidJsonError, parseLenientJson } from '../json/lenient-json.ts'
export { findInJson } from '../json/find-in-json.ts'
export { printValue, readOverrides, type Overrides } from './overrides.ts'
