import assert from 'node:assert/strict'
import { afterEach, before, beforeEach, describe, it } from 'node:test'
import { Table } from 'miniregion'
import { toHaveItem, toHaveItemCount } from 'miniregion/node-test'
import door from '../../scenarios/door.cjs'
import { runner } from './runner.mjs'

door({ ...runner, beforeAll: before, beforeEach, afterEach })

describe('a suite', () => {
  const things = new Table('things', { partitionKey: 'id' })
  it('changes it', () => {
    things.put({ id: 'mine' })
    toHaveItemCount(things, 1)
  })
  it('finds it as it was', () => {
    toHaveItemCount(things, 0)
  })
})

it('an assertion that fails', () => {
  const things = new Table('failing', { partitionKey: 'id' }).seed([{ id: '1' }])
  assert.throws(
    () => toHaveItem(things, { id: '1' }, { amount: 9 }),
    (error) => {
      assert.equal(error.name, 'AssertionError')
      assert.match(error.message, /- {3}amount: 9,/)
      assert.match(
        error.stack.split('\n').find((line) => line.includes('    at ')),
        /door\.test\.mjs/,
      )
      return true
    },
  )
})
