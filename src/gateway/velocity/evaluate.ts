/** Evaluates expressions and references. */
import { Budget } from './budget.ts'
import { callMethod } from './methods/call-method.ts'
import { toKey, type MethodTools } from './methods/method.ts'
import { areEqual, calculate, compares } from './operations.ts'
import { Printer } from './print.ts'
import { TemplateError, type Expression, type Node, type Reference, type Step } from './syntax.ts'
import { isHost, isList, isMap, type Block, type Key, type Value } from './values.ts'

/** A text of nodes: of a string in double quotes, or of a #define. */
type RenderNodes = (nodes: readonly Node[]) => string

export class Evaluator {
  readonly variables: Map<string, Value>
  readonly budget: Budget = new Budget()
  readonly #render: RenderNodes
  readonly #printer: Printer
  readonly #tools: MethodTools

  constructor(variables: Map<string, Value>, render: RenderNodes) {
    this.variables = variables
    this.#render = render
    const { budget } = this
    this.#printer = new Printer(budget, (block: Block) => budget.nested(() => render(block.nodes)))
    this.#tools = {
      budget,
      print: (value) => this.#printer.print(value),
      json: (value) => this.#printer.json(value),
      use: (steps) => budget.use(steps),
    }
  }

  print(value: Value): string {
    return this.#printer.print(value)
  }

  /** Null only for calculations without a result: a reference that is null evaluates to ''. */
  evaluate(expression: Expression): Value {
    this.budget.use()
    switch (expression.kind) {
      case 'literal':
        return expression.value
      case 'interpolation':
        return this.budget.checked(this.#render(expression.nodes))
      case 'list':
        return expression.items.map((item) => this.evaluate(item))
      case 'range':
        return this.#range(this.evaluate(expression.first), this.evaluate(expression.last))
      case 'map':
        return new Map<Key, Value>(
          expression.entries.map(([key, value]) => [
            toKey(this.evaluate(key), this.#tools),
            this.evaluate(value),
          ]),
        )
      case 'reference':
        return this.resolve(expression.reference)
      case 'not':
        return !this.isTrue(expression.operand)
      case 'operation':
        return this.#operate(expression)
    }
  }

  /** Whether a condition holds: every value except null and false, also '' and 0. */
  // AWS: https://velocity.apache.org/engine/1.7/user-guide.html#conditionals
  // Unverified: a missing value is true, because it evaluates to ''. AWS's own templates compare
  // with '' instead: https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-kinesis.html
  isTrue(expression: Expression): boolean {
    const value = this.evaluate(expression)
    return value !== null && value !== false
  }

  #operate(operation: Extract<Expression, { kind: 'operation' }>): Value {
    const { operator, left, right } = operation
    switch (operator) {
      case '||':
        return this.isTrue(left) || this.isTrue(right)
      case '&&':
        return this.isTrue(left) && this.isTrue(right)
    }
    const a = this.evaluate(left)
    const b = this.evaluate(right)
    // Long texts take longer.
    if (typeof a === 'string') this.budget.use(a.length >> 10)
    switch (operator) {
      case '==':
        return areEqual(a, b, this.#tools.print)
      case '!=':
        return !areEqual(a, b, this.#tools.print)
      case '<':
      case '<=':
      case '>':
      case '>=':
        return compares(operator, a, b)
      case '+':
        // A text and anything else are joined.
        if (typeof a === 'string' || typeof b === 'string')
          return this.budget.checked(this.print(a) + this.print(b))
        return calculate(operator, a, b)
      default:
        return calculate(operator, a, b)
    }
  }

  #range(first: Value, last: Value): Value {
    if (typeof first !== 'bigint' || typeof last !== 'bigint') return null
    const step = first <= last ? 1n : -1n
    const length = (last - first) * step + 1n
    this.budget.use(length > 1_000_000_000n ? 1_000_000_000 : Number(length))
    return Array.from({ length: Number(length) }, (_, index) => first + BigInt(index) * step)
  }

  /** The value of a reference, '' where it is null. */
  // Recorded: test_input_path_template_formatting (a missing value prints nothing and equals both ''
  // and $null)
  resolve({ root, steps }: Reference): Value {
    this.budget.use()
    let value: Value = this.variables.get(root) ?? null
    for (const step of steps) {
      if (value === null) break
      value = this.#follow(value, step) ?? null
    }
    return value ?? ''
  }

  #follow(value: Exclude<Value, null>, step: Step): Value | undefined {
    this.budget.use()
    switch (step.kind) {
      case 'property':
        return this.#property(value, step.name)
      case 'index':
        return this.#call(value, 'get', [this.evaluate(step.key)])
      case 'method': {
        const values = step.arguments.map((argument) => this.evaluate(argument))
        return this.#call(value, step.name, values)
      }
    }
  }

  #call(value: Value, name: string, values: readonly Value[]): Value | undefined {
    return callMethod(value, name, values, this.#tools)
  }

  #property(value: Exclude<Value, null>, name: string): Value | undefined {
    if (isMap(value)) return value.get(name)
    if (isHost(value)) return value.property(name)
    return name === 'empty' ? this.#call(value, 'isEmpty', []) : undefined
  }

  /** Sets a variable, a member of a map or an item of a list. */
  assign({ root, steps }: Reference, value: Value): void {
    const last = steps.at(-1)
    if (!last) {
      this.variables.set(root, value)
      return
    }
    const holder = this.resolve({ root, steps: steps.slice(0, -1) })
    if (holder === null || typeof holder !== 'object' || last.kind === 'method') return
    const key = last.kind === 'property' ? last.name : this.evaluate(last.key)
    if (isMap(holder)) this.#call(holder, 'put', [key, value])
    else if (isList(holder)) this.#call(holder, 'set', [key, value])
    else throw new TemplateError(`#set cannot change a part of $${root}`)
  }
}
