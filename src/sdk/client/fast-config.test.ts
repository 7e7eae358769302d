import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { setFlagsFromString } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { stubWorld } from '../stub-services.fixture.ts'
import { createSdkConfig } from './config.ts'

/** V8's own name for it. */
function hasFastProperties(object: object): boolean {
  setFlagsFromString('--allow-natives-syntax')
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- the syntax is only known while the flag is set
    return new Function('object', 'return %HasFastProperties(object)')(object) as boolean
  } finally {
    setFlagsFromString('--no-allow-natives-syntax')
  }
}

describe('the config of a client of this region', () => {
  it('is fast to copy after the first call, and otherwise unchanged', async () => {
    const client = new DynamoDBClient(createSdkConfig(stubWorld(() => ({}))))
    const before = Object.getOwnPropertyDescriptors(client.config)
    const prototype: unknown = Object.getPrototypeOf(client.config)
    expect(hasFastProperties(client.config)).toBe(false)
    await client.send(new GetItemCommand({ TableName: 't', Key: {} }))
    expect(hasFastProperties(client.config)).toBe(true)
    expect(Object.getOwnPropertyDescriptors(client.config)).toEqual(before)
    expect(Object.getPrototypeOf(client.config)).toBe(prototype)
  })
})
