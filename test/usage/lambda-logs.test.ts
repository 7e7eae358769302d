import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { createRegion, type Region } from 'miniregion'
import { describe, expect, it } from 'vitest'

/** The lines of `LogResult`. */
async function tailOf(region: Region, name: string): Promise<string[]> {
  const client = new LambdaClient(region.sdk)
  const call = client.send(new InvokeCommand({ FunctionName: name, LogType: 'Tail' }))
  await region.clock.advance('1s')
  const { LogResult } = await call
  return Buffer.from(LogResult!, 'base64').toString().trimEnd().split('\n')
}

const frozen = (): Region => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return region
}

describe('the log of an invocation', () => {
  it('ends with a report', async () => {
    const region = frozen()
    region.registerFunction('fn', async () => 1)
    const [start, end, report, ...rest] = await tailOf(region, 'fn')
    const { requestId } = region.function('fn').lastInvocation!
    expect([start, end, rest]).toEqual([
      `START RequestId: ${requestId} Version: $LATEST`,
      `END RequestId: ${requestId}`,
      [],
    ])
    expect(report).toBe(
      `REPORT RequestId: ${requestId}\tDuration: 0.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB`,
    )
    expect(region.function('fn').lastInvocation!.report).toBe(`${report}\t`)
  })

  it('shows a timeout only in its report', async () => {
    const region = frozen()
    region.registerFunction('fn', () => new Promise(() => undefined), { timeout: 1 })
    const [, end, report, ...rest] = await tailOf(region, 'fn')
    expect([end, rest]).toEqual([expect.stringMatching(/^END /), []])
    expect(report).toMatch(/\tDuration: 1000\.00 ms\t.*\tMax Memory Used: 64 MB\tStatus: timeout$/)
  })

  it('shows why its process ended', async () => {
    const region = frozen()
    region.registerFunction('exits', async () => process.exit(1))
    region.registerFunction('rejects', async () => {
      void Promise.reject(new Error('lost'))
      await new Promise((resolve) => setTimeout(resolve, 10))
    })
    region.registerFunction('throws', async () => {
      throw new Error('x')
    })
    const exits = await tailOf(region, 'exits')
    expect(exits.slice(1, 3)).toEqual([
      expect.stringMatching(/^RequestId: .* Error: Runtime exited with error: exit status 1$/),
      'Runtime.ExitError',
    ])
    expect(exits.at(-1)).toMatch(/\tStatus: error\tError Type: Runtime\.ExitError$/)
    const rejects = await tailOf(region, 'rejects')
    expect(rejects[1]).toContain('\tERROR\tUnhandled Promise Rejection \t{"errorType":"Runtime.Unh')
    const throws = await tailOf(region, 'throws')
    expect(throws[1]).toContain('\tERROR\tInvoke Error \t{"errorType":"Error","errorMessage":"x"')
    expect(throws.at(-1)).not.toMatch(/Status/)
  })

  it('bills loading', async () => {
    const region = frozen()
    const handler = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const load = async (): Promise<object> => {
      await new Promise((resolve) => setTimeout(resolve, 250))
      return { handler }
    }
    const fn = region.registerFunction('fn', load as never)
    const cold = fn.invoke({})
    await region.clock.advance('1s')
    expect(await cold).toMatchObject({ initDuration: 250, duration: 100, billedDuration: 350 })
    expect((await cold).report).toMatch(/Billed Duration: 350 ms\t.*Init Duration: 250\.00 ms\t$/)
    const warm = fn.invoke({})
    await region.clock.advance('1s')
    expect(await warm).toMatchObject({ duration: 100, billedDuration: 100 })
  })
})

it('shows the members of a JSON line', async () => {
  const region = createRegion()

  const fn = region.registerFunction('fn', async () => {
    process.stdout.write('{ "level": "warn", "message": "low", "stock": 3 }\n')
  })
  const { logs } = await fn.invoke()
  expect(logs[0]).toMatchObject({ level: 'WARN', message: 'low', fields: { stock: 3 } })
})

it('parses JSON lines', async () => {
  const region = createRegion()
  const line = '{ "level": "warn", "message": "low", "stock": 3 }'

  const fn = region.registerFunction('fn', async () => {
    process.stdout.write(`${line}\n`)
    console.info(JSON.stringify({ stock: 4 }))
  })
  const { logs } = await fn.invoke()
  expect(logs).toMatchObject([
    { level: 'WARN', message: 'low', fields: { stock: 3 }, raw: line },
    { level: 'INFO', message: '{"stock":4}', fields: { stock: 4 } },
  ])
  // A line goes out as it was written.
  expect(await tailOf(region, 'fn')).toContain(line)
})
