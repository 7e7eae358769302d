/** What importing the package costs beyond the SDK that a test imports anyway, in fresh processes. */
import { execFileSync } from 'node:child_process'
import { summarize, type Measure } from './measure.js'

const script = `
  const start = process.hrtime.bigint()
  await import('@aws-sdk/client-dynamodb')
  const between = process.hrtime.bigint()
  await import('miniregion')
  const end = process.hrtime.bigint()
  console.log(Number(between - start) / 1e6, Number(end - between) / 1e6)
`

export function measureImport(runs = 9): { sdk: Measure; ours: Measure } {
  const samples = Array.from({ length: runs }, () => {
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    })
    return output.trim().split(' ').map(Number) as [number, number]
  })
  return {
    sdk: summarize(samples.map(([sdk]) => sdk)),
    ours: summarize(samples.map(([, ours]) => ours)),
  }
}
