import { describe, expect, it } from 'vitest'
import { LOCAL_CLIENT } from '../../messages/client.ts'
import { createTestWorld } from '../../world.fixture.ts'
import { evaluatePolicy, parsePolicy } from './policy.ts'

const ARN = 'arn:aws:execute-api:us-east-1:123456789012:api123/prod/GET/a/b'
const world = createTestWorld()
const ASKED = { at: 0, headers: [], client: LOCAL_CLIENT, isPrivate: false, caller: undefined }
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
  evaluatePolicy(parsePolicy(world, { Statement: statements })!, ARN, ASKED)

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

  const from = (Condition: object, headers: readonly (readonly [string, string])[] = []): string =>
    evaluatePolicy(
      parsePolicy(world, {
        Version: '2012-10-17',
        Statement: [statement('Allow', '*'), { ...statement('Deny', '*'), Condition }],
      })!,
      ARN,
      { ...ASKED, headers },
    )

  it('decide by conditions on the request', () => {
    expect(from({ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } })).toBe('explicitDeny')
    expect(from({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } })).toBe('allow')
    expect(from({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })).toBe('explicitDeny')
    expect(from({ StringLike: { 'aws:UserAgent': 'curl/*' } }, [['User-Agent', 'curl/8']])).toBe(
      'explicitDeny',
    )
    expect(from({ DateGreaterThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } })).toBe('allow')
    expect(from({ Bool: { 'aws:SecureTransport': 'false' } })).toBe('allow')
  })

  it('with conditions that IAM does not know are malformed', () => {
    for (const Condition of [{ Equals: { a: 'b' } }, { IpAddress: { 'aws:SourceIp': 'x' } }, []])
      expect(
        parsePolicy(world, { Statement: { ...statement('Allow', '*'), Condition } }),
      ).toBeUndefined()
  })

  it('with condition keys that are not simulated throw UnsupportedError', () => {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }
    expect(() =>
      parsePolicy(world, { Statement: { ...statement('Allow', '*'), Condition } }),
    ).toThrow(/Condition key aws:PrincipalOrgID/)
  })
})
