import { spawnSync } from 'node:child_process'
import { childProcess, createRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0

describe.skipIf(!has('python3'))('a function in Python (needs python3)', () => {
  it('runs its bootstrap', async () => {
    await using region = createRegion()
    const resize = region.registerFunction(
      'resize',
      childProcess('python3', ['bootstrap.py'], { cwd: 'test/usage/processes' }),
      { runtime: 'python3.13', handler: 'app.handler', environment: { BUCKET: 'uploads' } },
    )

    const run = await resize.invoke({ key: 'cat.jpg' })
    expect(run.payload).toEqual({ key: 'cat.jpg', width: 200 })
    expect(run.logs).toMatchObject([{ message: 'resizing cat.jpg' }])
    expect(run.coldStart).toBe(true)
  })

  it('fails as its client says', async () => {
    await using region = createRegion()
    const resize = region.registerFunction(
      'resize',
      childProcess('python3', ['bootstrap.py'], { cwd: 'test/usage/processes' }),
      { runtime: 'python3.13', handler: 'app.handler' },
    )
    const failed = await resize.invoke({})
    expect(failed.error).toMatchObject({ errorType: 'KeyError', errorMessage: "'key'" })
  })
})

describe.skipIf(!has('curl') || process.platform === 'win32')(
  'a custom runtime in shell (needs curl)',
  () => {
    it('echoes', async () => {
      await using region = createRegion()
      const echo = region.registerFunction(
        'echo',
        childProcess('sh', ['bootstrap.sh'], { cwd: 'test/usage/processes' }),
        { runtime: 'provided.al2023', timeout: 30 },
      )
      const run = await echo.invoke({ text: 'Hello' })
      expect(run.payload).toBe('Echoing request: {"text":"Hello"}')
      expect(run.logs).toMatchObject([{ message: `request ${run.requestId}` }])
      expect((await echo.invoke(1)).payload).toBe('Echoing request: 1')
    })
  },
)

// AWS's own client for Node runs in `npm run verify -- interop`.
it('a function for another Node runs its bootstrap', async () => {
  await using region = createRegion()
  const plain = region.registerFunction(
    'plain',
    childProcess(process.execPath, ['bootstrap.mjs'], { cwd: 'test/usage/processes' }),
    { runtime: 'nodejs24.x' },
  )
  expect((await plain.invoke({ n: 20 })).payload).toEqual({ n: 21 })
  expect(plain.lastInvocation?.logs).toMatchObject([{ level: 'INFO', message: 'counting' }])
})
