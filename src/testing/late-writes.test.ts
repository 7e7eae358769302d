import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { hintAt, waitForLateWork } from './late-writes.ts'

it('waits for a file that is read, before the first test', async () => {
  let isRead = false
  void readFile(fileURLToPath(import.meta.url)).then(() => (isRead = true))
  await waitForLateWork(false)
  expect(isRead).toBe(false)
  await waitForLateWork(true)
  expect(isRead).toBe(true)
})

it('names three writes', () => {
  expect(hintAt(['PutItem on orders'])).toContain('started PutItem on orders, and did not await it')
  expect(hintAt(['a', 'b', 'c', 'd', 'e'])).toContain('started a, b, c and 2 more, and')
})
