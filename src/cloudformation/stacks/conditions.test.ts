import { expect, it } from 'vitest'
import { createRegion } from '../../index.ts'
import { fromTemplate } from '../../templates/index.ts'

it('a condition that nothing uses is checked as well', () => {
  const build = (No: unknown) => () =>
    fromTemplate({ Conditions: { No }, Resources: { A: { Type: 'AWS::SQS::Queue' } } })(
      createRegion(),
    )
  // AWS: conditions-section-structure.html: all conditions are evaluated before any resource is made
  expect(build({ 'Fn::Equals': ['a'] })).toThrow(
    'Template error: every Fn::Equals object requires a list of 2 string parameters.',
  )
  expect(build({ 'Fn::Equals': ['a', 'b'] })).not.toThrow()
})
