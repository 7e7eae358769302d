/**
 * Parses UpdateExpression: SET, REMOVE, ADD and DELETE sections, each at most once, in any order.
 */
import { type AttributeType, type AttributeValue, typeOf } from '../../values/values.ts'
import { bindUpdate } from './bind-placeholders.ts'
import { FUNCTIONS, UPDATE_FUNCTIONS } from './condition-checks.ts'
import { withParseCache } from './parse-cache.ts'
import { Parser } from './parser.ts'
import { pathProblem } from './paths.ts'
import {
  incorrectOperandType,
  misusedFunction,
  pathRequired,
  unknownFunction,
  wrongOperandCount,
} from './problems.ts'
import type { Scope } from './scope.ts'
import type { Update, UpdateAction, UpdateOperand } from './tree.ts'

type Section = 'SET' | 'REMOVE' | 'ADD' | 'DELETE'
const SECTIONS: readonly Section[] = ['SET', 'REMOVE', 'ADD', 'DELETE']

type Category =
  | 'reserved'
  | 'unknownFunction'
  | 'misusedFunction'
  | 'section'
  | 'undefinedName'
  | 'undefinedValue'
  | 'paths'
  | 'operand'
  | 'function'
  | 'parentheses'

// A peer (dynalite) found this order of errors on AWS.
const ORDER: readonly Category[] = [
  'parentheses',
  'reserved',
  'unknownFunction',
  'misusedFunction',
  'section',
  'undefinedName',
  'undefinedValue',
  'paths',
  'operand',
  'function',
]

// The type names in errors of ADD and DELETE, which accept sets. The type set at the end of the
// message was seen in the wild; older quotations lack it.
const TYPE_NAMES: Partial<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
}

/** Parses an UpdateExpression. Throws AWS's ValidationException. */
export const parseUpdate: (source: string, scope: Scope) => Update = withParseCache({
  parse: (source, scope) => new UpdateParser('UpdateExpression', source, scope, SECTIONS).parse(),
  bind: bindUpdate,
})

const NOTHING: UpdateOperand = { type: 'value', value: { NULL: true } }

class UpdateParser extends Parser<Category> {
  parse(): Update {
    const { tokens } = this
    const actions: UpdateAction[] = []
    const seen = new Set<Section>()
    do {
      const section = SECTIONS.find((word) => tokens.atKeyword(word))
      if (!section) throw tokens.syntaxError()
      tokens.advance()
      if (seen.has(section))
        this.note(
          'section',
          `The "${section}" section can only be used once in an update expression;`,
        )
      seen.add(section)
      do actions.push(this.parseAction(section))
      while (tokens.take(','))
    } while (tokens.kind !== 'end')
    const problem = pathProblem(actions.map(({ path }) => path))
    if (problem !== undefined) this.note('paths', problem)
    this.report(ORDER)
    return { actions }
  }

  private parseAction(section: Section): UpdateAction {
    const path = this.parsePath('reserved', 'undefinedName')
    if (section === 'REMOVE') return { type: 'remove', path }
    if (section === 'SET') {
      // AWS: example_dynamodb_Scenario_ExpressionOperatorCounting (the `=` of SET is an operator)
      this.countOperator()
      this.tokens.expect('=')
      return { type: 'set', path, value: this.parseSum() }
    }
    const { value } = this.parseValue('undefinedValue')
    this.checkSectionOperand(section, value)
    return { type: section === 'ADD' ? 'add' : 'delete', path, value }
  }

  private checkSectionOperand(section: 'ADD' | 'DELETE', value: AttributeValue): void {
    if (this.noted('undefinedValue') !== undefined) return
    const type = typeOf(value)
    const name = TYPE_NAMES[type]
    if (name === undefined || (section === 'ADD' && type === 'N')) return
    this.note(
      'operand',
      `Incorrect operand type for operator or function; operator: ${section}, operand type: ${name}, ` +
        `typeSet: ALLOWED_FOR_${section}_OPERAND`,
    )
  }

  // a + b, a - b, a
  private parseSum(): UpdateOperand {
    const left = this.parseOperand()
    const operator = this.tokens.at('+') ? '+' : this.tokens.at('-') ? '-' : undefined
    if (!operator) return left
    this.countOperator()
    this.tokens.advance()
    const right = this.parseOperand()
    this.checkImmediateTypes(operator, [left, right], 'N')
    return { type: 'arithmetic', operator, left, right }
  }

  // :v, a.b, f(a, :v), (a + b)
  private parseOperand(): UpdateOperand {
    const { tokens } = this
    if (tokens.kind === 'value') return this.parseValue('undefinedValue')
    if (tokens.at('(')) return this.parseGroup()
    if (tokens.kind === 'identifier' && !this.atAnyKeyword() && tokens.callFollows())
      return this.parseCall()
    return { type: 'path', path: this.parsePath('reserved', 'undefinedName') }
  }

  private parseGroup(): UpdateOperand {
    const { tokens } = this
    this.descend()
    tokens.advance()
    const inner = this.parseSum()
    tokens.expect(')')
    this.ascend()
    return inner
  }

  private parseCall(): UpdateOperand {
    const { tokens } = this
    const name = this.beginCall()
    const operands = [this.parseOperand()]
    while (tokens.take(',')) operands.push(this.parseOperand())
    tokens.expect(')')
    this.ascend()
    return this.callOf(name, operands)
  }

  private callOf(name: string, operands: readonly UpdateOperand[]): UpdateOperand {
    const [first, second] = operands
    if (!UPDATE_FUNCTIONS.includes(name)) {
      if (Object.hasOwn(FUNCTIONS, name)) this.note('misusedFunction', misusedFunction(name))
      else this.note('unknownFunction', unknownFunction(name))
      return NOTHING
    }
    // AWS (found by a peer, Alternator): if_not_exists may be nested, list_append may not.
    if (operands.some(({ type }) => type === 'listAppend'))
      this.note('misusedFunction', misusedFunction('list_append'))
    if (operands.length !== 2 || !first || !second) {
      this.note('function', wrongOperandCount(name, operands.length))
      return NOTHING
    }
    if (name === 'list_append') {
      this.checkImmediateTypes(name, [first, second], 'L')
      return { type: 'listAppend', first, second }
    }
    if (first.type === 'path') return { type: 'ifNotExists', path: first.path, otherwise: second }
    this.note('function', pathRequired(name))
    return NOTHING
  }

  private checkImmediateTypes(
    name: string,
    operands: readonly UpdateOperand[],
    expected: AttributeType,
  ): void {
    if (this.noted('undefinedValue') !== undefined) return
    for (const operand of operands) {
      const type = operand.type === 'value' ? typeOf(operand.value) : expected
      if (type !== expected) return this.note('function', incorrectOperandType(name, type))
    }
  }
}
