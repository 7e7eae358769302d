import { describe, expect, it } from 'vitest'
import type { AttributeValue } from '../../values/values.ts'
import { parseStatement } from './parser.ts'

const parse = (text: string, parameters?: AttributeValue[]): unknown =>
  JSON.parse(JSON.stringify(parseStatement(text, parameters)))

const problem = (text: string, parameters?: AttributeValue[]): string => {
  try {
    const statement = parseStatement(text, parameters)
    if ('problem' in statement && statement.problem) throw statement.problem
  } catch (error) {
    return (error as Error).message
  }
  return 'none'
}

const path = (...steps: (string | number)[]): object => ({ type: 'path', path: steps })
const value = (content: AttributeValue): object => ({ type: 'value', value: content })
const equals = (left: object, right: object): object => ({
  type: 'compare',
  comparator: '=',
  left,
  right,
})

describe('SELECT', () => {
  it('has columns, table, index, conditions and order', () => {
    expect(
      parse(
        'select a."b c"[1], d from "t-1"."i" where pk = ? and (sk >= 2 AND x.y <> \'it\'\'s\') order by sk desc, pk',
        [{ S: 'p' }],
      ),
    ).toEqual({
      type: 'select',
      table: 't-1',
      index: 'i',
      columns: [['a', 'b c', 1], ['d']],
      where: [
        equals(path('pk'), value({ S: 'p' })),
        { type: 'compare', comparator: '>=', left: path('sk'), right: value({ N: '2' }) },
        { type: 'compare', comparator: '<>', left: path('x', 'y'), right: value({ S: "it's" }) },
      ],
      orderBy: [
        { attribute: 'sk', descending: true },
        { attribute: 'pk', descending: false },
      ],
    })
  })

  it('supports operators and functions', () => {
    const where = (text: string): unknown =>
      (parse(`SELECT * FROM t WHERE ${text};`) as { where: unknown[] }).where[0]
    expect(where('a BETWEEN 1 AND 2')).toMatchObject({ type: 'between' })
    expect(where('a NOT BETWEEN 1 AND 2')).toMatchObject({ type: 'not' })
    expect(where("a IN ['x', 'y']")).toMatchObject({ type: 'in', candidates: [{}, {}] })
    expect(where("a NOT IN ('x')")).toMatchObject({ type: 'not', condition: { type: 'in' } })
    expect(where('a IS MISSING')).toEqual({ type: 'notExists', path: ['a'] })
    expect(where('a IS NOT MISSING')).toEqual({ type: 'exists', path: ['a'] })
    for (const [name, type] of [
      ['BOOL', 'BOOL'],
      ['boolean', 'BOOL'],
      ['INT', 'N'],
      ['DECIMAL(5, 2)', 'N'],
      ['DOUBLE PRECISION', 'N'],
      ['STRING', 'S'],
      ['CHARACTER VARYING(10)', 'S'],
      ['BLOB', 'B'],
      ['STRUCT', 'M'],
      ['LIST', 'L'],
    ])
      expect(where(`a.b IS ${name}`)).toMatchObject({ type: 'hasType', name: type })
    expect(where('a IS BAG')).toMatchObject({ type: 'or', conditions: [{}, {}, {}] })
    expect(where('a IS NOT BOOL')).toMatchObject({ type: 'not' })
    expect(where('a IS NULL')).toMatchObject({ type: 'hasType', name: 'NULL' })
    expect(where('a IS NOT NULL')).toMatchObject({ type: 'not' })
    expect(where("begins_with(a, 'x')")).toMatchObject({ type: 'beginsWith' })
    expect(where("CONTAINS(a, 'x') = FALSE")).toMatchObject({ type: 'not' })
    expect(where("attribute_type(a, 'S')")).toMatchObject({ type: 'hasType', name: 'S' })
    expect(where('size(a) > 2')).toMatchObject({ left: { type: 'size' } })
    expect(where('NOT a = 1 OR b = - 2')).toMatchObject({
      type: 'or',
      conditions: [{ type: 'not' }, { right: value({ N: '-2' }) }],
    })
    expect(where('a = <<1, 2>>')).toMatchObject({ right: value({ NS: ['1', '2'] }) })
    expect(where("a = [1, {'b': TRUE}] /* note */ -- end")).toMatchObject({
      right: value({ L: [{ N: '1' }, { M: { b: { BOOL: true } } }] }),
    })
  })
})

describe('writes', () => {
  it('have items, updates, conditions and RETURNING', () => {
    expect(parse("INSERT INTO t VALUE {'pk': ?, 'b': NULL}", [{ S: 'p' }])).toEqual({
      type: 'insert',
      table: 't',
      item: { pk: { S: 'p' }, b: { NULL: true } },
    })
    expect(
      parse(
        "UPDATE t SET a = a + 1, b = list_append(b, [1]) SET c.d = 'x' REMOVE e SET f = set_add(f, <<'x'>>) SET g = set_delete(g, ?) WHERE pk = 1 RETURNING MODIFIED NEW *",
        [{ BS: [] }],
      ),
    ).toMatchObject({
      type: 'update',
      update: {
        actions: [
          { type: 'set', path: ['a'], value: { type: 'arithmetic', operator: '+' } },
          { type: 'set', value: { type: 'listAppend' } },
          { type: 'set', path: ['c', 'd'] },
          { type: 'remove', path: ['e'] },
          { type: 'add', path: ['f'], value: { SS: ['x'] } },
          { type: 'delete', path: ['g'] },
        ],
      },
      returning: 'MODIFIED_NEW',
    })
    expect(
      parse("FROM t WHERE pk = ? SET a = ?, b.c['d'] = 1 REMOVE e RETURNING ALL OLD *", [
        { S: 'x' },
        { S: 'y' },
      ]),
    ).toMatchObject({
      type: 'update',
      update: {
        actions: [
          { type: 'set', path: ['a'], value: value({ S: 'y' }) },
          { type: 'set', path: ['b', 'c', 'd'] },
          { type: 'remove', path: ['e'] },
        ],
      },
      where: [equals(path('pk'), value({ S: 'x' }))],
      returning: 'ALL_OLD',
    })
    expect(parse('DELETE FROM t WHERE pk = 1 RETURNING ALL OLD *')).toMatchObject({
      type: 'delete',
      returning: 'ALL_OLD',
    })
    expect(parse('EXISTS(SELECT * FROM t WHERE pk = 1 AND a = 2)')).toMatchObject({
      type: 'exists',
      where: [{}, {}],
    })
  })
})

describe('errors', () => {
  const malformed = (detail: string): string =>
    `Statement wasn't well formed, can't be processed: ${detail}`

  it.each([
    ['UPDATE Payment-x SET active=1 WHERE id=1', malformed('Expected data manipulation')],
    ['FOO', malformed('Expected data manipulation')],
    ['SELECT * FROM t WHERE a = 1 1', malformed('Unexpected token after expression')],
    [
      'SELECT * FROM t WHERE a =',
      malformed('Missing right-hand side expression of infix operator'),
    ],
    ['SELECT * WHERE a = 1', malformed('Expected FROM after SELECT list')],
    ['DELETE t', malformed('Expected FROM after DELETE')],
    ['SELECT COUNT(*) FROM t', 'Unexpected path component at 1:8:5'],
    ['SELECT a,\n COUNT(*) FROM t', 'Unexpected path component at 2:2:5'],
    ['SELECT * FROM a.b.c', 'A path may contain at most 2 components in the FROM clause'],
    ['SELECT * FROM ""', 'Path component cannot be an empty string'],
    ['UPDATE t SET "" = 1 WHERE a = 1', 'Path component cannot be an empty string'],
    ['UPDATE t SET a."" = 1 WHERE a = 1', 'Path component cannot be an empty string'],
    ["INSERT INTO t.i VALUE {'a': 1}", 'FROM clause may only contain a single table name'],
    ["INSERT INTO t VALUE {'a': <<>>}", 'Empty bags are not supported'],
    [
      "INSERT INTO t VALUE {'a': <<1, 'a'>>}",
      'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags',
    ],
    [
      "INSERT INTO t VALUE {'a': [?]}",
      'Unsupported data type: Parameter under key root[0] at 1:28:1',
    ],
    [
      'DELETE FROM t WHERE a = 1 RETURNING MODIFIED OLD *',
      'Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
    ],
    [
      'SELECT * FROM t WHERE a < TRUE',
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
    ['SELECT l[-1] FROM t', 'List index is not within the allowable range; index: [-1] at 1:11:1'],
    [
      'UPDATE t SET a = set_add(b, <<1>>) WHERE pk = 1',
      'The first argument to SET_ADD must equal the assignment value at 1:18:7',
    ],
    [
      'UPDATE t SET a = set_add(a, 1) WHERE pk = 1',
      'The second argument to SET_ADD must be a value with type SET at 1:26:1',
    ],
    [
      'UPDATE t SET a = set_add(a) WHERE pk = 1',
      'SET_ADD must have exactly two arguments at 1:18:7',
    ],
    [
      'UPDATE t SET a = set_delete(<<1>>, <<1>>, a) WHERE pk = 1',
      'SET_DELETE must have exactly two arguments at 1:18:10',
    ],
    [
      'UPDATE t SET a = set_delete(<<1>>, <<1>>) WHERE pk = 1',
      'The first argument to SET_DELETE must equal the assignment value at 1:18:10',
    ],
    ['UPDATE t SET a = foo(1, 2) WHERE pk = 1', 'Unrecognized function: foo at 1:18:3'],
    [
      'UPDATE t SET a = list_append(a) WHERE pk = 1',
      'Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1',
    ],
    ['SELECT * FROM t WHERE a = 1 AND EXISTS(b)', 'Unrecognized function: exists at 1:33:6'],
    ['SELECT * FROM t WHERE Foo(b, <<1>>) > 1', 'Unrecognized function: foo at 1:23:3'],
    [
      'SELECT * FROM t WHERE Foo(b) >',
      malformed('Missing right-hand side expression of infix operator'),
    ],
    ['SELECT a.*, b FROM t', 'Unexpected path component at 1:10:1'],
    ['SELECT a[*] FROM t', 'Unexpected path component at 1:10:1'],
    ['SELECT * FROM t WHERE a[b] = 1', 'Unexpected path component at 1:25:1'],
    ['UPDATE t SET a.* = 1', malformed('Invalid path dot component for simple path')],
    ['UPDATE t REMOVE a[*]', malformed('Invalid path component for simple path')],
    ['SELECT a. FROM t', malformed('Invalid path dot component')],
    ...[
      'SELECT * FROM t AS x',
      'SELECT * FROM t.i x WHERE a = 1',
      'SELECT a AS b FROM t',
      'SELECT a b FROM t',
      'UPDATE t AS x SET a = 1 WHERE b = 1',
      'DELETE FROM t x WHERE a = 1',
      'FROM t AS x WHERE a = 1 SET b = 1',
    ].map((text): [string, string] => [text, 'Aliasing is not supported']),
    ['SELECT * FROM t AS WHERE a = 1', malformed('Expected identifier for alias')],
    ['SELECT * FROM t AS x WHERE', malformed('Unexpected term')],
    ['FROM t WHERE a = 1', malformed('Expected data manipulation')],
    ['SELECT * FROM t WHERE a IS FOO', malformed('Expected type name')],
    ['SELECT * FROM t WHERE a = 1e2147483648', malformed('')],
    ['SELECT * FROM t WHERE a = -1.5e-2147483647', malformed('')],
    ['SELECT * FROM t WHERE a = 1e', malformed('')],
    ...(
      [
        [
          '1e126',
          'Number overflow. Attempting to store a number with magnitude larger than supported range under root',
        ],
        [
          '-1e-131',
          'Number underflow. Attempting to store a number with magnitude smaller than supported range under root',
        ],
        [
          '1e2147483647',
          'Number underflow. Attempting to store a number with magnitude smaller than supported range under root',
        ],
        [
          '[0, [1, 1e126]]',
          'Number overflow. Attempting to store a number with magnitude larger than supported range under root[1][1]',
        ],
        [
          "{'x': 1e126}",
          'Number overflow. Attempting to store a number with magnitude larger than supported range under root.x',
        ],
        [
          '1'.repeat(39),
          'Attempting to store more than 38 significant digits in a Number under root',
        ],
      ] as [string, string][]
    ).map(([literal, message]): [string, string] => [
      `SELECT * FROM t WHERE a = ${literal}`,
      message,
    ]),
    ['SELECT * FROM t WHERE a = 1e126 1', malformed('Unexpected token after expression')],
    [
      'SELECT * FROM t WHERE a BETWEEN 1 AND 1e126',
      'Number overflow. Attempting to store a number with magnitude larger than supported range under root',
    ],
    ['SELECT * FROM t WHERE begins_with(a) 1', malformed('Unexpected token after expression')],
    ['SELECT * FROM t WHERE a BETWEEN 2 AND 1 AND', malformed('Unexpected term')],
    ['SELECT * FROM t WHERE a = ?', "Number of parameters in request and statement don't match."],
    ["SELECT * FROM t WHERE a = 'x", malformed('')],
  ])('%s', (text, expected) => {
    expect(problem(text)).toBe(expected)
  })

  it('come quickly for deeply nested statements', () => {
    for (const part of ['(', 'NOT ', '[', "{'a':", '<<', 'size(', '-', 'a.', '= ']) {
      const text = `SELECT * FROM t WHERE ${part.repeat(8000 / part.length)}`
      expect(problem(text)).not.toBe('none')
      expect(problem(`UPDATE t SET a = ${part.repeat(8000 / part.length)}`)).not.toBe('none')
    }
    expect(problem(`INSERT INTO t VALUE {'a': ${'['.repeat(40)}1${']'.repeat(40)}}`)).toContain(
      'Nesting Levels have exceeded supported limits under root[0]',
    )
  })
})
