import { ListActivitiesCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn'
import {
  createGateway,
  createRegion,
  defaultRegion,
  defineRegion,
  lambdaAuthorizer,
  registerFunction,
  type LambdaFunction,
  type Region,
} from 'miniregion'
import { aroundEach, describe, expect, it } from 'vitest'

const swallowing = (send: () => Promise<unknown>) => async () => {
  try {
    await send()
  } catch {
    // The handler swallows an error that the test must report.
  }
  return 'fine'
}

const listMachines = (region: Region) =>
  new SFNClient(region.sdk).send(new ListStateMachinesCommand({})).catch(() => undefined)

const behind = (authorizer: LambdaFunction) =>
  createGateway({
    'GET /': {
      handler: registerFunction('open', () => 'fine'),
      authorizer: lambdaAuthorizer(authorizer, { identitySource: [] }),
    },
  })

describe('default region', () => {
  it('fails: a refusal was swallowed', async () => {
    const client = new SFNClient(defaultRegion.sdk)
    const list = registerFunction(
      'list',
      swallowing(() => client.send(new ListStateMachinesCommand({}))),
    )
    expect((await list.invoke({})).payload).toBe('fine')
  })

  it('passes: the next test is clean', () => {
    expect(defaultRegion.unsupported).toHaveLength(0)
  })

  it('passes, and prints an error without an assertion', async () => {
    const broken = registerFunction('broken-1', () => {
      throw new TypeError('nobody looked at this')
    })
    await broken.invoke({})
  })

  it('passes, and prints nothing: the error was asserted', async () => {
    const broken = registerFunction('broken-2', () => {
      throw new TypeError('somebody looked at this')
    })
    expect((await broken.invoke({})).error).toMatchObject({ errorType: 'TypeError' })
  })

  it('passes, and prints nothing: the 500 was expected', async () => {
    const broken = registerFunction('broken-3', () => {
      throw new TypeError('expected by its status')
    })
    const res = await createGateway({ 'GET /': broken }).get('/')
    expect(res.status).toBe(500)
  })

  it('passes, and prints nothing: the status was asserted', async () => {
    const broken = registerFunction('broken-6', () => {
      throw new TypeError('expected by the status of its record')
    })
    expect((await broken.invoke({})).status).toBe('failed')
    await broken.invoke({})
    expect(broken.lastInvocation).toMatchObject({ status: 'failed' })
  })

  it('passes, and prints nothing: the failure was planned', async () => {
    const broken = registerFunction('broken-7', () => 'fine')
    broken.fail('TypeError')
    await broken.invoke({})
  })

  it('fails: a refusal was swallowed, and reset forgot it', async () => {
    await listMachines(defaultRegion)
    defaultRegion.reset()
  })

  it("passes, and prints an authorizer's failure", async () => {
    const broken = registerFunction('broken-9', () => {
      throw new TypeError('nobody looked at the authorizer')
    })
    await behind(broken).get('/')
  })

  it('passes, and prints nothing: the authorizer refused', async () => {
    const refusing = registerFunction('refusing', () => {
      throw new Error('Unauthorized')
    })
    await behind(refusing).get('/')
  })

  it('passes, and prints an error that no assertion expected', async () => {
    const broken = registerFunction('broken-10', () => {
      throw new TypeError('not a RangeError')
    })
    await broken.invoke({})
    expect(broken).not.toHaveFailedWith('RangeError')
  })

  it('passes, and prints some of many errors', async () => {
    for (let i = 0; i < 20; i++) {
      const broken = registerFunction(`broken-many-${i}`, () => {
        throw new TypeError('one of many')
      })
      await broken.invoke({})
    }
  })

  it('fails, and prints why: the 500 was not expected', async () => {
    const broken = registerFunction('broken-4', () => {
      throw new TypeError('the reason of a failed test')
    })
    const res = await createGateway({ 'GET /': broken }).get('/')
    expect(res.status).toBe(200)
  })
})

const app = defineRegion((region) => {
  const client = new SFNClient(region.sdk)
  const list = region.registerFunction(
    'list',
    swallowing(() => client.send(new ListStateMachinesCommand({}))),
  )
  const broken = region.registerFunction('broken-5', () => {
    throw new TypeError('the reason within a fork')
  })
  return { list, api: region.createGateway({ 'GET /': broken }) }
})

describe('app(...)', () => {
  it(
    'fails: a refusal was swallowed in a fork',
    app(async ({ list }) => {
      await list.invoke({})
    }),
  )

  it(
    'fails twice over: its own error and a refusal',
    app(async ({ list }) => {
      await list.invoke({})
      throw new Error('its own error')
    }),
  )
})

describe('app(...) after reset, restore and fork', () => {
  it(
    'fails: a refusal was swallowed in a fork, and reset forgot it',
    app(async ({ region }) => {
      await listMachines(region)
      region.reset()
    }),
  )

  it(
    'fails: a refusal was swallowed in a fork, and restore forgot it',
    app(async ({ region }) => {
      const before = region.snapshot()
      await listMachines(region)
      region.restore(before)
    }),
  )

  it(
    'fails: a refusal was swallowed in a fork of a fork',
    app(async ({ region }) => {
      await listMachines(region.fork())
    }),
  )

  it(
    'passes, and prints an error that reset forgot',
    app(async ({ api, region }) => {
      await api.get('/')
      region.reset()
    }),
  )
})

describe('app.around', () => {
  aroundEach(app.around)

  it('fails: a refusal was swallowed around', async () => {
    await app.handles.list.invoke({})
  })

  it('fails, and prints why, around', async () => {
    expect((await app.handles.api.get('/')).status).toBe(200)
  })

  it('passes, and prints nothing, around', async () => {
    expect((await app.handles.api.get('/')).status).toBe(500)
  })
})

it('fails: two refusals are listed', async () => {
  const ignore = (): void => undefined
  await new SFNClient(defaultRegion.sdk).send(new ListStateMachinesCommand({})).catch(ignore)
  await new SFNClient(defaultRegion.sdk).send(new ListActivitiesCommand({})).catch(ignore)
})

it('fails: a refusal was swallowed in a separate region', async () => {
  const region = createRegion()
  await new SFNClient(region.sdk).send(new ListStateMachinesCommand({})).catch(() => undefined)
})

it('passes, and prints an error in a separate region', async () => {
  using region = createRegion()
  const broken = region.registerFunction('broken-8', () => {
    throw new TypeError('nobody looked at this either')
  })
  await broken.invoke({})
})

it('passes: refusals only warn', async () => {
  const region = createRegion({ unhandled: 'warn' })
  await new SFNClient(region.sdk).send(new ListStateMachinesCommand({})).catch(() => undefined)
  expect(region.unsupported).toHaveLength(1)
})
