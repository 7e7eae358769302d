import { expect, it } from 'vitest'
import { crc32, createCrc32 } from './crc32.ts'

it("agrees with AWS's values, natively and by table", () => {
  // Recorded by peers against AWS (dynalite's index.js): the health answer, and the answer to a
  // wrong content type.
  const known = {
    'healthy: dynamodb.us-east-1.amazonaws.com ': 3128867991,
    '<UnknownOperationException/>\n': 3552371480,
  }
  for (const [text, expected] of Object.entries(known)) {
    expect(crc32(Buffer.from(text))).toBe(expected)
    expect(createCrc32()(Buffer.from(text))).toBe(expected)
  }
  expect(createCrc32()(new Uint8Array(0))).toBe(0)
})
