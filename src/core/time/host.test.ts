import { open } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { hasPendingRequests, turn } from './host.ts'

it('sees a file that is being closed', async () => {
  const handle = await open(import.meta.filename)
  while (hasPendingRequests()) await turn()
  const closing = handle.close()
  expect(hasPendingRequests()).toBe(true)
  await closing
})
