import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonArray, parseTemplate, renderNodes, TemplateError, type Value } from './index.ts'

const toValue = (value: unknown): Value => {
  if (Array.isArray(value)) {
    const array = new JsonArray()
    for (const item of value) array.push(toValue(item))
    return array
  }
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, item]) => [key, toValue(item)]))
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : (value as Value)
}

const render = (template: string, variables: Record<string, unknown> = {}): string =>
  renderNodes(
    parseTemplate(template),
    new Map(Object.entries(variables).map(([name, value]) => [name, toValue(value)])),
  )

const message = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof TemplateError) return error.message
    throw error
  }
  return 'no error'
}

describe('Velocity', () => {
  it.each<[string, string, Record<string, unknown>?]>([
    ['plain text', 'plain text'],
    [
      'Cost $5.00, $, $$x, #1, #fff, #{x}, 100%',
      'Cost $5.00, $, $1, #1, #fff, #{x}, 100%',
      { x: 1 },
    ],
    ['[$foo][$!foo][${foo}][$!{foo}][$foo.bar][$foo.bar()]', '[][][][][][]'],
    ['$a-b $a.b._c $a.b.', '1 2._c 2.', { 'a-b': 1, a: { b: 2 } }],
    ['${a}x $!{a}y', '1x 1y', { a: 1 }],
    ['\\$a \\\\$a \\$nothing', '$a \\1 $nothing', { a: 1 }],
    ['\\#if \\\\#if(true)x#end "\\n"', '#if \\x "\\n"'],
    ['a ## comment\nb #* c *# d #[[ $e #if ]]# f', 'a b  d  $e #if  f'],
    [
      '$l[0] $l[-1] $l.get(1) $l.size() $m["k"] $m[$k] $m.get($k)',
      '1 3 2 3 v v v',
      { l: [1, 2, 3], m: { k: 'v' }, k: 'k' },
    ],
    ['#set($a = \'x$b\')$a #set($a = "x$b")$a #set($a = "q""q")$a', 'x$bx1q"q', { b: 1 }],
    ['#set($m = {"a": 1, "b": [1, 2], "c": {}})$m', '{a=1, b=[1, 2], c={}}'],
    [
      '#set($m.b = 2)#set($m["c"] = 3)#set($l[0] = 9)$m $l',
      '{a=1, b=2, c=3} [9]',
      { m: { a: 1 }, l: [1] },
    ],
    ['#foreach($i in [1..3])$i#if($foreach.hasNext),#end#end', '1,2,3'],
    ['#foreach($i in [3..1])$foreach.index$foreach.count$velocityCount #end', '011 122 233 '],
    ['#foreach($i in [1..5])#if($i == 3)#break#end$i#end!', '12!'],
    [
      '#foreach($i in [1, 2])#foreach($j in [1, 2])$foreach.parent.index$j #end#end$!i',
      '01 02 11 12 ',
    ],
    [
      '#foreach($v in $m)$v#end #foreach($k in $m.keySet())$k#end #foreach($e in $m.entrySet())$e.key=$e.value,$e;#end',
      '12 ab a=1,a=1;b=2,b=2;',
      { m: { a: 1, b: 2 } },
    ],
    ['#foreach($x in $nothing)x#end#foreach($x in "text")x#end', ''],
    ['a#stop b', 'a'],
    ['#macro(greet $who)Hello $who#end#greet("x") #greet($y)', 'Hello x Hello ', {}],
    ['#macro(box)[$bodyContent]#end#@box()in#end', '[in]'],
    ['#define($d)<$x>#end#set($x = 1)$d#set($x = 2)$d', '<1><2>'],
    ['#evaluate("1#if(true)2#end")', '12'],
    ['#unknown(1, $a)', '#unknown(1, $a)'],
  ])('%j renders %j', (template, expected, variables) => {
    expect(render(template, variables)).toBe(expected)
  })

  it.each([
    ['7 / 2', '3'],
    ['-7 / 2', '-3'],
    ['7.0 / 2', '3.5'],
    ['-7 % 3', '-1'],
    ['1 + 2 * 3 - 4', '3'],
    ['(1 + 2) * 3', '9'],
    ['"a" + 1', 'a1'],
    ['1.5e3', '1500.0'],
    ['10000000.0', '1.0E7'],
    ['0.0001', '1.0E-4'],
    ['9007199254740993', '9007199254740993'],
    ['true', 'true'],
    ['1 == 1.0', 'true'],
    ['"1" == 1', 'true'],
    ['"a" eq "a" and not false', 'true'],
    ['1 lt 2 && 2 ge 2 || $nothing.x', 'true'],
    ['$nothing == ""', 'true'],
    ['$nothing == $null', 'true'],
    ['"a" < "b"', 'false'],
    ['!false', 'true'],
  ])('#set($x = %s) gives %s', (expression, expected) => {
    expect(render(`#set($x = ${expression})$x`)).toBe(expected)
  })

  it('keeps a variable when a calculation has no result', () => {
    expect(render('#set($x = 1)#set($x = 1 / 0)#set($x = "a" - 1)$x')).toBe('1')
  })

  it.each([
    ['""', 'T'],
    ['0', 'T'],
    ['false', 'F'],
    ['$nothing', 'T'],
    ['$nothing == ""', 'T'],
    ['!$nothing', 'F'],
  ])('#if(%s) is %s', (condition, expected) => {
    expect(render(`#if(${condition})T#{else}F#end`)).toBe(expected)
  })

  it.each([
    [
      '$s.length() $s.substring(1, 3) $s.toUpperCase() $s.indexOf("b") $s.charAt(0)',
      '4 ab AABC 2 a',
    ],
    [
      '$s.contains("ab") $s.startsWith("aa") $s.endsWith("x") $s.isEmpty() $s.empty',
      'true true false false false',
    ],
    [
      '$s.replace("a", "-") $s.replaceAll("a+", "<$0>") $s.replaceFirst("a", "")',
      '--bc <aa>bc abc',
    ],
    ['$q.replaceAll("\\\\\'","\'")', "it's"],
    ['$csv.split(",") $csv.split(",").size() $csv.split(",", -1).size()', '[x, y] 2 3'],
    [
      '$s.matches("a.*") $s.matches("a") $s.equals("aabc") $s.hashCode()',
      'true false true 2986081',
    ],
    ['$s.concat("d").trim() $s.compareTo("b")', 'aabcd -1'],
    ['#set($Integer = 0)$Integer.parseInt("42") $Integer.valueOf("7")', '42 7'],
    ['$n.intValue() $n.toString().length() $n.equals(5)', '5 1 true'],
    ['$l.contains(2) $l.indexOf(2) $l.isEmpty() $l.subList(0, 1)', 'true 1 false [1]'],
    ['$l.add(3)$l $l.remove(0)$l #set($r = $l.clear())$l', 'true[1,2,3] 1[2,3][]'],
    [
      '$m.put("b", 1)$m $m.put("b", 2)$m $m.containsKey("a") $m.size()',
      '{a=1, b=1} 1{a=1, b=2} true 2',
    ],
    [
      '$s.getClass() $s.class $m.constructor $m.valueOf() $l.prototype $s.toLocaleString()',
      '     ',
    ],
  ])('%s prints %j', (template, expected) => {
    const values = { s: 'aabc', q: "it\\'s", csv: 'x,y,', n: 5, l: [1, 2], m: { a: 1 } }
    expect(render(template, values)).toBe(expected)
  })

  // Recorded: test_input_path_template_formatting
  it('prints maps as Java and arrays of JSON documents as JSON', () => {
    const values = { v: { foo: [{ nested: 'bar' }], n: null, t: true, s: 'x' } }
    expect(render('$v $v.foo $v.foo[0] $v.foo.toString()', values)).toBe(
      '{foo=[{"nested":"bar"}], n=null, t=true, s=x} [{"nested":"bar"}] {nested=bar} [{"nested":"bar"}]',
    )
  })

  it('swallows the rest of the line behind a directive, and blanks before #set', () => {
    expect(render('#set($a = 1)\n#if(true)  \nx\n#end\ny')).toBe('x\ny')
    expect(render('  #set($a = 1)\n  #set($b = 2)\n  $a\n')).toBe('  1\n')
    expect(render('a\n  #set($a = 1)\nb')).toBe('a\n  b')
  })

  it.each([
    ['#if(true)', 'line 1, column 10: #if without #end'],
    ['a\n#end', 'line 2, column 5: #end without its beginning'],
    ['#set($a 1)', "line 1, column 9: expected '='"],
    ['${a', "line 1, column 4: expected '}'"],
    ['#foreach($a of $b)#end', "line 1, column 12: expected 'in'"],
    ['#set($a = "x)', 'line 1, column 11: a string that does not end'],
    ['#if', 'line 1, column 4: #if needs parentheses'],
    ['#set($a = "#if(")', 'line 1, column 11: in the string, line 1, column 5: expected a value'],
  ])('refuses %j', (template, expected) => {
    expect(message(() => parseTemplate(template))).toBe(expected)
  })

  it.each([
    `#set($x = 1${' + 1'.repeat(50_000)})`,
    `#set($x = ${'!'.repeat(50_000)}true)`,
    `#set($x = ${'('.repeat(50_000)})`,
    `#set($x = ${'['.repeat(50_000)})`,
    `#set($x = ${'{1:'.repeat(50_000)})`,
    '#if(true)'.repeat(20_000),
    '#macro(m)'.repeat(20_000),
    '#define($x)'.repeat(20_000),
    `$a${'[$a'.repeat(50_000)}`,
    `$a${'.b($a'.repeat(50_000)}`,
  ])('refuses what nests too deeply', (template) => {
    expect(message(() => parseTemplate(template))).toMatch(/too deeply nested|too many operators/)
  })

  it('parses long chains', () => {
    expect(render(`$a${'.b'.repeat(50_000)}`, { a: {} })).toBe('')
    expect(
      render(
        '#if(false)x#elseif(false)y'.padEnd(10).concat('#elseif(false)y'.repeat(5000), '#end'),
      ),
    ).toBe('')
  })

  it.each([
    '#macro(r)#r()#end#r()',
    '#set($s = "xxxxxxxx")#foreach($i in [1..1000])#set($s = "$s$s")#end',
    '#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end',
    '#set($r = [1..999999999999])',
    '#set($m = {})#set($x = $m.put("m", $m))$m',
    '#set($m = {})#foreach($i in [1..60])#set($m = {"a": $m, "b": $m})#end$m',
    '#set($n = 10)#foreach($i in [1..1000])#set($n = $n * $n)#end',
    '#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")$s.matches("(a+)+b")',
    '#set($d = "#evaluate($d)")#define($e)$e#end$e',
    '$l.get(9)',
    '#parse("file")',
  ])('ends with an error: %s', (template) => {
    expect(() => render(template, { l: [1] })).toThrow(TemplateError)
  })

  it('ends a #foreach after 1,000 passes', () => {
    expect(render('#set($l = [1..5000])#foreach($i in $l)x#end')).toHaveLength(1000)
  })

  it('renders or refuses any text, and prints text without $, # and \\ unchanged', () => {
    const piece = fc.constantFrom(
      ...[
        '$a',
        '#if($a)',
        '#end',
        '#else',
        '#set($b = 1)',
        '"',
        "'",
        '(',
        ')',
        '\\',
        '{',
        '}',
        '[',
        ']',
      ],
      ...[
        '#foreach($i in $a)',
        '$',
        '#',
        '.x',
        '()',
        ' ',
        '\n',
        '##',
        '#[[',
        ']]#',
        '$!{a}',
        '== 1',
        ',',
      ],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const template = pieces.join('')
        const result = message(() => render(template, { a: [1, { x: 2 }] }))
        expect(typeof result).toBe('string')
        if (!/[$#\\]/.test(template)) expect(render(template)).toBe(template)
      }),
      { numRuns: 2000 },
    )
  })
})
