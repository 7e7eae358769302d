import { expect, it } from 'vitest'
import { checkNode, checkRunner } from './floors.ts'

it('names what it found and what it needs', () => {
  expect(() => checkNode('18.20.4')).toThrow(
    'Miniregion was loaded by Node 18.20.4. Expected Node 20 or later.',
  )
  expect(() => checkRunner('Jest', '26.6.3')).toThrow(/Jest 26\.6\.3\. Expected Jest 27 or later/)
  expect(() => checkRunner('Vitest', '2.1.9')).toThrow(
    /Vitest 2\.1\.9\. Expected Vitest 3 or later/,
  )
})

it('accepts later versions, and those that do not tell', () => {
  checkNode()
  checkNode('24.0.0')
  checkRunner('Vitest', '3.0.0-beta.1')
  checkRunner('Jest', undefined)
})
