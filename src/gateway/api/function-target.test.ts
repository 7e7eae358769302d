import { expect, it } from 'vitest'
import { StubWorld } from '../../core/testing/stub-world.ts'
import { functionTarget } from './function-target.ts'

const hintFor = (target: unknown): string => {
  try {
    functionTarget(new StubWorld(), target as never, "The route 'GET /'")
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('The target was accepted.')
}

it('suggests registerFunction for a bare handler, by its name if it has one', () => {
  const place = async (): Promise<void> => undefined
  expect(hintFor(place)).toMatch("Did you forget registerFunction('place', place)?")
  const [unnamed] = [async (): Promise<void> => undefined]
  expect(unnamed?.name).toBe('')
  expect(hintFor(unnamed)).toMatch("Did you forget registerFunction('name', handler)?")
})
