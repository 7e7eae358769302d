/**
 * The Velocity Template Language as API Gateway runs it: Velocity 1.7, in which a reference to
 * nothing is the empty text.
 * Simulates: all directives but #include and #parse, which find no files; Java's methods of strings,
 * numbers, lists and maps. Does not simulate other Java classes: their methods are not found.
 * State: none. A rendering has limits for passes, steps, depth and output.
 */
export { printAlone } from './print.ts'
export { parseTemplate } from './parse-template.ts'
export { renderNodes } from './render.ts'
export { TemplateError, type Node } from './syntax.ts'
export {
  isList,
  isMap,
  JsonArray,
  SilentMap,
  type HostObject,
  type Key,
  type Texts,
  type Value,
  type ValueMap,
} from './values.ts'
