import { describe, expect, it } from 'vitest'
import { TemplateError } from '../errors.ts'
import { parseTemplate } from './parse.ts'
import { toTemplate } from './template.ts'

const yaml = (text: string): unknown => parseTemplate(text).value

describe('YAML', () => {
  it('has short forms of all functions', () => {
    expect(
      yaml(
        'a: !Ref X\nb: !GetAtt A.B.C\nc: !Sub "${X}"\nd: !Join [",", [a, !Ref Y]]\ne: !Condition C',
      ),
    ).toEqual({
      a: { Ref: 'X' },
      b: { 'Fn::GetAtt': ['A', 'B.C'] },
      c: { 'Fn::Sub': '${X}' },
      d: { 'Fn::Join': [',', ['a', { Ref: 'Y' }]] },
      e: { Condition: 'C' },
    })
  })

  it('keeps dates and words as text', () => {
    expect(yaml('a: 2012-10-17\nb: yes\nc: on\nd: true\ne: 12\nf: "012"')).toEqual({
      ...{ a: '2012-10-17', b: 'yes', c: 'on' },
      ...{ d: true, e: 12, f: '012' },
    })
  })

  it('repeats aliases and merges maps', () => {
    expect(yaml('x: &x { a: 1 }\ny: { <<: *x, b: 2 }\nz: *x')).toEqual({
      x: { a: 1 },
      y: { a: 1, b: 2 },
      z: { a: 1 },
    })
  })

  // Seen: ValidateTemplate and GetTemplateSummary in public issues
  it('takes the last of equal keys', () => {
    expect(yaml('a: 1\nb: { c: 1, c: 2 }\na:\na: 3')).toEqual({ a: 3, b: { c: 2 } })
  })

  it('has own members of any name', () => {
    const value = yaml('__proto__: 1\nconstructor: 2') as object
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })

  it.each([
    ['a: [', 'YAML not well-formed. (line 1, column 5)'],
    [`a: &a [x,x,x,x,x,x,x,x,x,x]\n${bomb()}`, 'aliases repeat too many values'],
    [`${'['.repeat(5000)}`, 'Template format error'],
    [`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`, 'nested too deeply'],
  ])('refuses %.20s', (text, message) => {
    expect(() => yaml(text)).toThrow(message)
  })

  it('knows where values are', () => {
    const { locate } = parseTemplate(
      'Resources:\n  A:\n    Type: T\n    Properties:\n      X: !Ref B\n',
    )
    expect(locate(['Resources', 'A', 'Properties', 'X', 'Ref'])).toEqual({ line: 5, column: 7 })
    const json = parseTemplate('{\n  "Resources": {\n    "A": { "Type": "T" }\n  }\n}')
    expect(json.locate(['Resources', 'A', 'Type'])).toEqual({ line: 3, column: 12 })
  })
})

/** Each line repeats the one before ten times. */
function bomb(): string {
  return Array.from({ length: 8 }, (_, index) => {
    const [before, name] = [String.fromCharCode(97 + index), String.fromCharCode(98 + index)]
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(',')}]`
  }).join('\n')
}

describe('the structure of a template', () => {
  const A = { Type: 'AWS::SQS::Queue' }

  it.each<[unknown, string]>([
    [[], 'unsupported structure'],
    [{}, 'At least one Resources member must be defined.'],
    [{ Resources: { A }, Resorces: {} }, 'Invalid template property or properties [Resorces]'],
    [{ Resources: { A }, Outputs: null }, "[/Outputs] 'null' values are not allowed in templates"],
    [
      { Resources: { A: { ...A, Properties: { Tags: [{ Key: 'a', Value: null }] } } } },
      "[/Resources/A/Type/Tags/0/Value] 'null' values are not allowed in templates",
    ],
    [
      { Resources: { A: { ...A, DependsOn: [null] } } },
      "[/Resources/A/DependsOn/0] 'null' values are not allowed in templates",
    ],
    [{ Resources: { 'A-1': A } }, 'Resources name A-1 is non alphanumeric.'],
    [{ Resources: { A: {} } }, 'Every Resources object must contain a Type member.'],
    [
      { Resources: { A: { ...A, QueueName: 'x' } } },
      "Invalid template resource property 'QueueName'",
    ],
    [
      { Resources: { A: { ...A, DependsOn: 1 } } },
      'DependsOn must be a string or list of strings.',
    ],
    [{ Resources: { A }, Parameters: { P: { Type: 'String', Defalt: 1 } } }, "'Defalt'"],
    [
      { Resources: { A }, AWSTemplateFormatVersion: '2011-01-01' },
      '2011-01-01 is not a supported value',
    ],
    [
      { Resources: { A }, Parameters: { P: { Type: 'Text' } } },
      'Unrecognized parameter type: Text',
    ],
    [{ Resources: { A }, Mappings: { M: { a: { b: {} } } } }, 'must be a String or a List.'],
    [{ Resources: { A }, Outputs: { O: {} } }, 'Every Outputs member must contain a Value object.'],
    [
      { Resources: { A }, Description: 'x'.repeat(1025) },
      "'Description' length is greater than 1024.",
    ],
    [
      { Resources: Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`A${n}`, A])) },
      'Number of resources, 501, is greater than maximum allowed, 500',
    ],
  ])('is refused: %j', (document, message) => {
    expect(() => toTemplate(document)).toThrow(message)
    expect(() => toTemplate(document)).toThrow(TemplateError)
  })
})
