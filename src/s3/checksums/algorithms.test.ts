import { expect, it } from 'vitest'
import { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import { checksumOf, compositeOf, isChecksumValue, multipartETag } from './algorithms.ts'

const bytes = ImmutableBytes.from('upload-part-1'.repeat(5))

it('agrees with values of AWS', () => {
  // Recorded: s3-m-8, s3-ck-crc32-ok.
  expect(checksumOf('CRC64NVME', bytes)).toBe('CTXktO4pIQs=')
  expect(checksumOf('CRC32', ImmutableBytes.from('test data..'))).toBe('cZWHwQ==')
  expect(multipartETag(['3237c18681adb6a9d843c733ce249480'])).toBe(
    'e747540af6911dbc890f8d3e0b48549b-1',
  )
})

it('agrees with the check values of the algorithms', () => {
  const digits = ImmutableBytes.from('123456789')
  const hex = (text: string): string => Buffer.from(text, 'base64').toString('hex')
  expect(hex(checksumOf('CRC32', digits))).toBe('cbf43926')
  expect(hex(checksumOf('CRC32C', digits))).toBe('e3069283')
  expect(hex(checksumOf('CRC64NVME', digits))).toBe('ae8b14860a799888')
  expect(hex(checksumOf('SHA1', digits))).toBe('f7c3bc1d808e04732adf679965ccc34ca7ae3441')
})

it('is the same for any chunks', () => {
  const text = 'abcdefghijklmnopqrstuvwxyz'.repeat(20)
  const whole = ImmutableBytes.from(text)
  const parts = ImmutableBytes.join(
    [text.slice(0, 5), text.slice(5, 22), text.slice(22)].map((part) => ImmutableBytes.from(part)),
  )
  for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA256'] as const) {
    expect(checksumOf(algorithm, parts)).toBe(checksumOf(algorithm, whole))
  }
})

it('knows the form of values', () => {
  expect(isChecksumValue('CRC32', 'cZWHwQ==')).toBe(true)
  for (const wrong of ['1a2b3c4d', '', 'cZWHwQ', 'cZWH wQ==', '?']) {
    expect(isChecksumValue('CRC32', wrong)).toBe(false)
  }
  expect(compositeOf('SHA256', [checksumOf('SHA256', bytes)])).toMatch(/^.{44}-1$/)
})
