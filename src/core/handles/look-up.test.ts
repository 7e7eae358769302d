import { describe, expect, it } from 'vitest'
import { runInWorld } from '../world/context.ts'
import { handleKey } from '../handle.ts'
import { StubWorld } from '../testing/stub-world.ts'
import { existingResource, missingResource, worldOfRegion } from './look-up.ts'

describe('looking up', () => {
  it("takes a region from createRegion(), and defaults to the running code's region", () => {
    const world = new StubWorld()
    const region = { [handleKey]: { kind: 'region', home: world, withWorld: () => undefined } }
    expect(worldOfRegion(region, 'createQueue()')).toBe(world)
    runInWorld(world, () => expect(worldOfRegion(undefined, 'createQueue()')).toBe(world))
    expect(() => worldOfRegion({}, 'createQueue()')).toThrow(
      'createQueue() received an object as its region. Expected the result of createRegion().',
    )
    const table = { [handleKey]: { kind: 'table', home: world, withWorld: () => undefined } }
    expect(() => worldOfRegion(table, 'createQueue()')).toThrow('received an object as its region')
  })

  it('suggests similar names', () => {
    expect(missingResource('a queue', 'job', ['jobs', 'dead']).message).toBe(
      "There is no queue 'job' in this region. Expected one of jobs, dead. Did you mean 'jobs'?",
    )
    expect(missingResource('an event bus', 'shop', []).message).toBe(
      "There is no event bus 'shop' in this region. Expected an event bus that was created before.",
    )
    expect(existingResource('a queue', 'jobs', "region.queue('jobs')").message).toBe(
      "There is already a queue 'jobs' in this region. Expected a new name. Did you mean region.queue('jobs')?",
    )
  })
})
