/** Renders templates. */
import { Evaluator } from './evaluate.ts'
import { parseTemplate } from './parse-template.ts'
import { TemplateError, type Macro, type Node } from './syntax.ts'
import { Block, isList, isMap, type Value } from './values.ts'

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
// (iterations of a #foreach loop: 1,000)
// Unverified: the loop ends there, as with Velocity's own setting directive.foreach.maxloops
const MOST_PASSES = 1000

/** How the rendering goes on behind a node. */
type Flow = 'on' | 'break' | 'stop'

/**
 * Renders a parsed template. The variables are the caller's: a #set changes them.
 *
 * @throws TemplateError where Velocity fails, and for a template that takes too long
 */
export function renderNodes(nodes: readonly Node[], variables: Map<string, Value>): string {
  const rendering = new Rendering(variables)
  rendering.render(nodes)
  return rendering.output
}

class Rendering {
  output = ''
  readonly #evaluator: Evaluator
  readonly #macros = new Map<string, Macro>()

  constructor(variables: Map<string, Value>) {
    this.#evaluator = new Evaluator(variables, (nodes) => this.#renderApart(nodes))
  }

  render(nodes: readonly Node[]): Flow {
    for (const node of nodes) {
      const flow = this.#renderNode(node)
      if (flow !== 'on') return flow
    }
    return 'on'
  }

  #write(text: string): Flow {
    const { budget } = this.#evaluator
    budget.use(text.length >> 10)
    this.output = budget.checked(this.output + text)
    return 'on'
  }

  /** The text of nodes that is a value instead of output. */
  #renderApart(nodes: readonly Node[]): string {
    const { output } = this
    this.output = ''
    this.render(nodes)
    const text = this.output
    this.output = output
    return text
  }

  #renderNode(node: Node): Flow {
    const evaluator = this.#evaluator
    evaluator.budget.use()
    switch (node.kind) {
      case 'text':
        return this.#write(node.text)
      case 'print':
        return this.#write(evaluator.print(evaluator.resolve(node.reference)))
      case 'set': {
        const value = evaluator.evaluate(node.value)
        // AWS: https://velocity.apache.org/engine/1.7/user-guide.html#set (a null changes nothing)
        if (value !== null) evaluator.assign(node.target, value)
        return 'on'
      }
      case 'if': {
        const branch = node.branches.find(({ condition }) => evaluator.isTrue(condition))
        return this.render(branch?.body ?? node.otherwise ?? [])
      }
      case 'foreach':
        return this.#loop(node)
      case 'define':
        evaluator.variables.set(node.variable, new Block(node.body))
        return 'on'
      case 'macro':
        if (!this.#macros.has(node.name)) this.#macros.set(node.name, node.macro)
        return 'on'
      case 'call':
        return this.#callMacro(node)
      case 'evaluate': {
        const text = evaluator.print(evaluator.evaluate(node.template))
        evaluator.budget.use(text.length >> 4)
        const template = parseTemplate(text)
        return evaluator.budget.nested(() => this.render(template))
      }
      case 'break':
      case 'stop':
        return node.kind
    }
  }

  #loop({ variable, list, body }: Extract<Node, { kind: 'foreach' }>): Flow {
    const { variables } = this.#evaluator
    const { items, size } = passesOf(this.#evaluator.evaluate(list))
    const names = [variable, 'foreach', 'velocityCount', 'velocityHasNext']
    const outer = variables.get('foreach') ?? null
    const before = names.map((name) => variables.get(name))
    let flow: Flow = 'on'
    for (const [index, item] of items.entries()) {
      const hasNext = index + 1 < size
      variables.set(variable, item)
      variables.set('foreach', passOf(index, hasNext, outer))
      variables.set('velocityCount', BigInt(index + 1))
      variables.set('velocityHasNext', hasNext)
      flow = this.render(body)
      if (flow !== 'on') break
    }
    for (const [index, name] of names.entries()) restore(variables, name, before[index])
    return flow === 'stop' ? 'stop' : 'on'
  }

  #callMacro(call: Extract<Node, { kind: 'call' }>): Flow {
    const evaluator = this.#evaluator
    const macro = this.#macros.get(call.name)
    if (!macro) {
      if (call.name === 'include' || call.name === 'parse')
        throw new TemplateError(`#${call.name} finds no file`)
      return this.#write(call.source)
    }
    const values = call.arguments.map((argument) => evaluator.evaluate(argument))
    const names = [...macro.parameters, 'bodyContent']
    const { variables } = evaluator
    const before = names.map((name) => variables.get(name))
    for (const [index, name] of macro.parameters.entries()) variables.set(name, values[index] ?? '')
    if (call.body) variables.set('bodyContent', new Block(call.body))
    const flow = evaluator.budget.nested(() => this.render(macro.body))
    for (const [index, name] of names.entries()) restore(variables, name, before[index])
    return flow === 'stop' ? 'stop' : 'on'
  }
}

function restore(variables: Map<string, Value>, name: string, before: Value | undefined): void {
  if (before === undefined) variables.delete(name)
  else variables.set(name, before)
}

interface Passes {
  /** As many as a #foreach visits. A copy: the template may change the list. */
  readonly items: readonly Value[]
  readonly size: number
}

/** What a #foreach walks over: items of a list, values of a map, nothing for other values. */
function passesOf(value: Value): Passes {
  if (value === null || typeof value !== 'object') return { items: [], size: 0 }
  if (isList(value)) return { items: value.slice(0, MOST_PASSES), size: value.length }
  if (!isMap(value)) return { items: [], size: 0 }
  const items: Value[] = []
  for (const item of value.values()) {
    if (items.length === MOST_PASSES) break
    items.push(item)
  }
  return { items, size: value.size }
}

// AWS: https://velocity.apache.org/engine/1.7/user-guide.html#foreach ($foreach.index, .count,
// .hasNext, .first, .last, .parent)
const passOf = (index: number, hasNext: boolean, parent: Value): Value =>
  new Map<string, Value>([
    ['index', BigInt(index)],
    ['count', BigInt(index + 1)],
    ['hasNext', hasNext],
    ['first', index === 0],
    ['last', !hasNext],
    ['parent', parent],
  ])
