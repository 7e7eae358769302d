/** Mapping templates: Velocity with the variables of API Gateway. */
import {
  parseTemplate,
  renderNodes,
  type Node,
  type SilentMap,
  type Value,
} from '../velocity/index.ts'
import { toValue } from '../json/to-value.ts'
import { Input, type RequestParameters } from './input.ts'
import { UTIL } from './util.ts'

/** What a template can read. It may change `context`. */
export interface TemplateVariables {
  /** The payload as text. */
  readonly body: string
  readonly parameters: RequestParameters
  /** `$context`, from `createContext`. */
  readonly context: SilentMap
  readonly stageVariables: Readonly<Record<string, string>> | undefined
}

/**
 * Parses a mapping template.
 *
 * @throws TemplateError with line and column when Velocity cannot parse the text
 */
export const compileTemplate = (text: string): readonly Node[] => parseTemplate(text)

/**
 * Renders a mapping template.
 *
 * @throws TemplateError where Velocity fails, and for a template that takes too long
 * @throws InvalidJsonError when it reads a payload that is no JSON
 */
export function renderTemplate(
  nodes: readonly Node[],
  { body, parameters, context, stageVariables }: TemplateVariables,
): string {
  const variables = new Map<string, Value>([
    ['input', new Input(body, parameters)],
    ['util', UTIL],
    ['context', context],
    ['stageVariables', toValue(stageVariables ?? {})],
  ])
  return renderNodes(nodes, variables)
}
