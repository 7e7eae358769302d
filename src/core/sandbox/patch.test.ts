import { expect, it } from 'vitest'
import { wrapperKey } from '../time/host.ts'
import { propertyPatch } from './patch.ts'

const real = (): string => 'real'
const patchOf = (target: object): ReturnType<typeof propertyPatch> =>
  propertyPatch(
    () => target,
    'say',
    (original) => () => `ours over ${original()}`,
  )

/** A wrapper of a copy of the package in another test environment. */
function foreign(): () => string {
  const wrapper = (): string => `foreign over ${real()}`
  const value = { wrapper, original: real, home: {} }
  return Object.defineProperty(wrapper, wrapperKey, { value })
}

it('replaces the wrapper that an earlier test environment left behind', () => {
  const target = { say: foreign() }
  const patch = patchOf(target)
  patch.install()
  expect(target.say()).toBe('ours over real')
  patch.restore()
  expect(target.say).toBe(real)
})

it('leaves the wrapper of a later test environment in place', () => {
  const target = { say: real }
  const patch = patchOf(target)
  patch.install()
  const later = foreign()
  target.say = later
  patch.restore()
  expect(target.say).toBe(later)
})

it('leaves the wrapper of another copy in this environment in place', () => {
  const target = { say: real }
  const first = patchOf(target)
  first.install()
  const installed = target.say
  patchOf(target).install()
  expect(target.say).toBe(installed)
  first.restore()
  expect(target.say).toBe(real)
})
