// The configurations of docs/guide/fast-suites.md. test/interop/suites/vitest-many-files tests
// their behaviour.
import { expect, it } from 'vitest'
import fast from './vitest-fast.config.js'
import projects from './vitest-projects.config.js'

it('are configurations of Vitest', () => {
  expect(fast.test?.isolate).toBe(false)
  expect(projects.test?.projects).toHaveLength(2)
})
