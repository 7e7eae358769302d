import { describe, expect, it } from 'vitest'
import { createTestWorld } from '../../world.fixture.ts'
import { evaluatePolicy, parsePolicy } from './policy.ts'

const ARN = 'arn:aws:execute-api:us-east-1:123456789012:api123/prod/GET/a/b'
const world = createTestWorld()
const statement = (
  Effect: string,
  Resource: unknown,
  Action: unknown = 'execute-api:Invoke',
): object => ({
  Effect,
  Resource,
  Action,
})
const decide = (...statements: object[]): string =>
  evaluatePolicy(parsePolicy(world, { Statement: statements })!, ARN)

describe('policies', () => {
  it('prefer Deny to Allow, and deny without a matching Allow', () => {
    expect(decide(statement('Allow', '*'))).toBe('allow')
    expect(decide(statement('Allow', '*'), statement('Deny', ARN))).toBe('explicitDeny')
    expect(decide(statement('Allow', 'arn:aws:execute-api:*:*:other/*'))).toBe('implicitDeny')
    expect(decide(statement('Allow', '*', 's3:*'))).toBe('implicitDeny')
    expect(decide(statement('Allow', ['x', ARN.replace('GET', '*')], ['EXECUTE-API:*']))).toBe(
      'allow',
    )
    expect(decide({ Effect: 'Deny', NotResource: '*', Action: '*' }, statement('Allow', '*'))).toBe(
      'allow',
    )
  })

  it.each([undefined, null, 'x', {}, { Statement: {} }, { Statement: [statement('allow', '*')] }])(
    'are malformed: %j',
    (document) => {
      expect(parsePolicy(world, document)).toBeUndefined()
    },
  )

  it('with conditions throw UnsupportedError', () => {
    const conditional = { ...statement('Allow', '*'), Condition: {} }
    expect(() => parsePolicy(world, { Statement: conditional })).toThrow(
      /Condition is not simulated/,
    )
  })
})
