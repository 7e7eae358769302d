import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'
import { expectMatchers } from '../testing/index.ts'

// Not 'miniregion/vitest', whose hooks would stay for later files of the process.
expect.extend(expectMatchers as unknown as Parameters<typeof expect.extend>[0])

const setUp = async () => {
  const region = createRegion()
  const placed = region.createTopic('placed')
  const books = region.createQueue('books')
  placed.subscribe(books, { filterPolicy: { kind: ['book'] } })
  placed.publish({ id: 'o1', lines: 2 }, { subject: 'New', attributes: { kind: 'pen' } })
  await region.idle()
  return { region, placed, books }
}

const failure = (assertion: () => void): string => {
  try {
    assertion()
  } catch (error) {
    return String(error)
  }
  return 'passed'
}

it('toHavePublished compares content or record, and shows the nearest message', async () => {
  const { region, placed } = await setUp()
  expect(placed).toHavePublished({ id: 'o1' })
  expect(placed).toHavePublished({ subject: 'New', attributes: { kind: 'pen' } })
  expect(placed).not.toHavePublished({ id: 'o2' })
  const message = failure(() => expect(placed).toHavePublished({ id: 'o2', lines: 2 }))
  expect(message).toContain('It published 1 message. The nearest one:')
  expect(message).toMatch(/- .*o2/)
  expect(failure(() => expect(placed).not.toHavePublished({ id: 'o1' }))).toContain(
    'not to have published',
  )
  const empty = region.createTopic('empty')
  expect(failure(() => expect(empty).toHavePublished('x'))).toContain('it published nothing')
  expect(failure(() => expect(region.queue('books')).toHavePublished('x'))).toContain(
    "toHavePublished received the queue 'books'. Expected a topic",
  )
  expect(failure(() => expect(placed).toHavePublished(undefined))).toContain('received undefined')
})

it('toHavePublishedTimes counts', async () => {
  const { placed } = await setUp()
  expect(placed).toHavePublishedTimes(1)
  expect(placed).toHavePublishedTimes(0, { id: 'o2' })
  expect(failure(() => expect(placed).toHavePublishedTimes(2))).toContain(
    'Expected placed to have published 2 times, but it did so once.',
  )
})

it('toHaveDeliveredTo says why a message did not arrive', async () => {
  const { region, placed, books } = await setUp()
  placed.publish({ id: 'o2' }, { attributes: { kind: 'book' } })
  await region.idle()
  expect(placed).toHaveDeliveredTo(books)
  expect(placed).toHaveDeliveredTo('books', { id: 'o2' })
  expect(placed).toHaveDeliveredTo(books.arn)
  const filtered = failure(() => expect(placed).toHaveDeliveredTo(books, { id: 'o1' }))
  expect(filtered).toContain(
    'filtered. The filter policy did not match: kind was "pen", wanted ["book"]',
  )
  const other = failure(() => expect(placed).toHaveDeliveredTo('pens'))
  expect(other).toContain('no subscription of that target')
  expect(failure(() => expect(placed).not.toHaveDeliveredTo(books))).toContain(
    'not to have delivered',
  )
  expect(failure(() => expect(placed).toHaveDeliveredTo(undefined as never))).toContain(
    'toHaveDeliveredTo received undefined',
  )
  const lonely = region.createTopic('lonely')
  expect(failure(() => expect(lonely).toHaveDeliveredTo(books))).toContain(
    'lonely published nothing.',
  )
  lonely.publish('x')
  expect(failure(() => expect(lonely).toHaveDeliveredTo(books))).toContain(
    'the topic had no subscription',
  )
})
