/** Parses JSONPath expressions as the library Jayway JsonPath does. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
// ($input.path, $input.json); https://github.com/json-path/JsonPath
// Not from its index, which leads back here: a class must exist when it is extended.
import { TextReader } from '../velocity/text-reader.ts'
import { JsonArray, type Value } from '../velocity/values.ts'
import { parseLenientJson } from './lenient-json.ts'
import {
  JsonPathError,
  PATH_FUNCTIONS,
  type Filter,
  type JsonPath,
  type Operand,
  type PathFunction,
  type PathStep,
} from './json-path-syntax.ts'

/** A path without `$` begins at the root: `order.id`. */
export function parseJsonPath(text: string): JsonPath {
  const trimmed = text.trim()
  const reader = new Reader(/^[$@]/.test(trimmed) ? trimmed : `$.${trimmed}`)
  reader.at = 1
  const path = parseSteps(reader)
  if (reader.at < reader.text.length) throw reader.fail('Unexpected text')
  return path
}

class Reader extends TextReader {
  depth = 0

  fail(problem: string): JsonPathError {
    return new JsonPathError(`${problem} at position ${this.at} of the path ${this.text}`)
  }

  expect(text: string): void {
    this.take(BLANKS)
    if (!this.eat(text)) throw this.fail(`Expected '${text}'`)
  }
}

const BLANKS = /\s*/y
const NAME = /[^.[\]()\s=!<>&|,*'"]+/y
const QUOTED = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"/y
const INDEX = /-?\d+/y

function parseSteps(reader: Reader): JsonPath {
  const steps: PathStep[] = []
  for (;;) {
    if (reader.eat('..')) {
      steps.push({ kind: 'descendants' })
      if (reader.text[reader.at] !== '[') steps.push(parseName(reader))
    } else if (reader.eat('.')) {
      // '$.['a']' is '$['a']'
      if (reader.text[reader.at] !== '[') steps.push(parseName(reader))
    } else if (reader.eat('[')) steps.push(parseBrackets(reader))
    else return { steps, isDefinite: steps.every(isDefinite) }
  }
}

function isDefinite(step: PathStep): boolean {
  if (step.kind === 'names') return step.names.length === 1
  if (step.kind === 'indexes') return step.indexes.length === 1
  return step.kind === 'function'
}

function parseName(reader: Reader): PathStep {
  if (reader.eat('*')) return { kind: 'all' }
  const name = reader.take(NAME)
  if (name === undefined) throw reader.fail('Expected a name')
  if (!reader.eat('()')) return { kind: 'names', names: [name] }
  if (isFunction(name)) return { kind: 'function', name }
  throw reader.fail(`The function ${name} is not simulated`)
}

const isFunction = (name: string): name is PathFunction =>
  (PATH_FUNCTIONS as readonly string[]).includes(name)

function parseBrackets(reader: Reader): PathStep {
  reader.take(BLANKS)
  if (reader.eat('?')) {
    reader.expect('(')
    const filter = parseFilter(reader)
    reader.expect(')')
    reader.expect(']')
    return { kind: 'filter', filter }
  }
  if (reader.eat('*')) {
    reader.expect(']')
    return { kind: 'all' }
  }
  const slice = reader.take(/-?\d*\s*:\s*-?\d*(?:\s*:\s*-?\d*)?(?=\s*\])/y)
  if (slice !== undefined) {
    reader.expect(']')
    const [from, to, by] = slice.split(':').map((part) => part.trim())
    return { kind: 'slice', from: toNumber(from), to: toNumber(to), by: toNumber(by) ?? 1 }
  }
  const names = parseAll(reader, () => {
    const quoted = reader.take(QUOTED)
    return quoted === undefined ? undefined : unquote(quoted)
  })
  if (names.length > 0) return { kind: 'names', names }
  const indexes = parseAll(reader, () => toNumber(reader.take(INDEX)))
  if (indexes.length > 0) return { kind: 'indexes', indexes }
  throw reader.fail('Expected a name, an index or a filter')
}

const toNumber = (text: string | undefined): number | undefined =>
  text === undefined || text === '' ? undefined : Number(text)

const unquote = (text: string): string => text.slice(1, -1).replace(/\\([^])/g, '$1')

/** Members with commas between them, up to the closing bracket. */
function parseAll<Member>(reader: Reader, parse: () => Member | undefined): Member[] {
  const members: Member[] = []
  do {
    reader.take(BLANKS)
    const member = parse()
    if (member === undefined) break
    members.push(member)
    reader.take(BLANKS)
  } while (reader.eat(','))
  if (members.length > 0) reader.expect(']')
  return members
}

const DEEPEST = 50

function parseFilter(reader: Reader): Filter {
  if (++reader.depth > DEEPEST) throw reader.fail('Too deeply nested')
  const filters = [parseAnd(reader)]
  while (takeOperator(reader, '||')) filters.push(parseAnd(reader))
  reader.depth--
  return { kind: 'or', filters }
}

function parseAnd(reader: Reader): Filter {
  const filters = [parseUnary(reader)]
  while (takeOperator(reader, '&&')) filters.push(parseUnary(reader))
  return { kind: 'and', filters }
}

function takeOperator(reader: Reader, operator: string): boolean {
  reader.take(BLANKS)
  return reader.eat(operator)
}

function parseUnary(reader: Reader): Filter {
  reader.take(BLANKS)
  if (reader.eat('!')) {
    if (++reader.depth > DEEPEST) throw reader.fail('Too deeply nested')
    const filter = parseUnary(reader)
    reader.depth--
    return { kind: 'not', filter }
  }
  if (reader.eat('(')) {
    const filter = parseFilter(reader)
    reader.expect(')')
    return filter
  }
  const left = parseOperand(reader)
  reader.take(BLANKS)
  const operator = reader.take(/==|!=|<=|>=|<|>|=~|(?:in|nin|size|empty)\b/y)
  if (operator === undefined) return { kind: 'exists', operand: left }
  return { kind: 'compare', operator, left, right: parseOperand(reader) }
}

function parseOperand(reader: Reader): Operand {
  reader.take(BLANKS)
  for (const root of ['@', '$'])
    if (reader.eat(root)) return { kind: 'path', fromRoot: root === '$', path: parseSteps(reader) }
  const quoted = reader.take(QUOTED)
  if (quoted !== undefined) return { kind: 'value', value: unquote(quoted) }
  const pattern = reader.take(/\/((?:[^/\\]|\\[^])*)\//y)
  if (pattern !== undefined) {
    const flags = reader.take(/[ims]*/y) ?? ''
    return { kind: 'pattern', source: flags === '' ? pattern : `(?${flags})${pattern}` }
  }
  if (reader.eat('[')) return { kind: 'value', value: parseList(reader) }
  const word = reader.take(/[^\s\])&|,]+/y)
  if (word === undefined) throw reader.fail('Expected a value')
  return { kind: 'value', value: parseLenientJson(word) }
}

function parseList(reader: Reader): Value {
  const list = new JsonArray()
  reader.take(BLANKS)
  if (reader.eat(']')) return list
  do {
    const { kind, ...operand } = parseOperand(reader)
    if (kind !== 'value' || !('value' in operand)) throw reader.fail('Expected a value')
    list.push(operand.value)
    reader.take(BLANKS)
  } while (reader.eat(','))
  reader.expect(']')
  return list
}
