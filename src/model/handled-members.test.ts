import { describe, expect, it } from 'vitest'
import { unhandledMemberOf } from './index.ts'
import { errorOf, modelOfService } from './model.fixture.ts'
import { list, map, string, structure } from './shape.ts'

const entry = structure('Entry', {
  Id: string(),
  Body: string(),
  Attributes: map(structure('Attribute', { DataType: string(), BinaryValue: string() })),
})
const shape = structure('Input', {
  'FunctionName!': string(),
  Qualifier: string(),
  VpcConfig: structure('VpcConfig', {
    SubnetIds: list(string()),
    SecurityGroupIds: list(string()),
  }),
  Entries: list(entry),
})

const unhandled = (handles: readonly string[], input: object): string | undefined =>
  unhandledMemberOf(shape, handles)(input)

describe('the first member given but not handled', () => {
  it('is named', () => {
    expect(unhandled(['FunctionName'], { FunctionName: 'f' })).toBeUndefined()
    expect(unhandled(['FunctionName'], { FunctionName: 'f', Qualifier: '' })).toBe('Qualifier')
    expect(unhandled([], { VpcConfig: {} })).toBe('VpcConfig')
  })

  it('ignores members that were not given', () => {
    expect(unhandled([], { Qualifier: undefined, VpcConfig: null })).toBeUndefined()
  })

  it('ignores members that the model does not know, like AWS', () => {
    expect(unhandled([], { Nonsense: 1, constructor: 2 })).toBeUndefined()
  })

  it('is searched inside structures, lists and maps with some handled members', () => {
    const handles = ['VpcConfig.SubnetIds', 'Entries.Id', 'Entries.Attributes.DataType']
    expect(unhandled(handles, { VpcConfig: { SubnetIds: ['a'] } })).toBeUndefined()
    expect(unhandled(handles, { VpcConfig: { SubnetIds: [], SecurityGroupIds: [] } })).toBe(
      'VpcConfig.SecurityGroupIds',
    )
    expect(unhandled(handles, { Entries: [{ Id: '1' }, { Id: '2', Body: 'b' }] })).toBe(
      'Entries.Body',
    )
    const attributes = { a: { DataType: 'String' }, b: { DataType: 'Binary', BinaryValue: 'b' } }
    expect(unhandled(handles, { Entries: [{ Attributes: attributes }] })).toBe(
      'Entries.Attributes.BinaryValue',
    )
  })

  it('is not searched inside a member that is handled as a whole', () => {
    const input = { VpcConfig: { SecurityGroupIds: ['a'] } }
    expect(unhandled(['VpcConfig'], input)).toBeUndefined()
    expect(unhandled(['VpcConfig', 'VpcConfig.SubnetIds'], input)).toBeUndefined()
    expect(unhandled(['VpcConfig.SubnetIds', 'VpcConfig'], input)).toBeUndefined()
  })
})

it('refuses an unknown name in the list of handled members', () => {
  expect(() => unhandledMemberOf(shape, ['FunctionNam'])).toThrow(
    'Input has no member FunctionNam.',
  )
  expect(() => unhandledMemberOf(shape, ['VpcConfig.Subnets'])).toThrow('VpcConfig.Subnets')
  expect(() => unhandledMemberOf(shape, ['Qualifier.X'])).toThrow('Qualifier.X')
})

it('throws an UnsupportedError that names service, operation and member', () => {
  const check = modelOfService('lambda').unhandledOf('Lambda', 'Invoke', [
    'FunctionName',
    'Payload',
  ])
  check({ FunctionName: 'f', Payload: new Uint8Array(1) })
  // Newer than the model: only the SDK client has it.
  expect(errorOf(() => check({ FunctionName: 'f', TenantId: 'blue' }))).toMatchObject({
    name: 'UnsupportedError',
    feature: { service: 'Lambda', operation: 'Invoke', parameter: 'TenantId' },
  })
})
