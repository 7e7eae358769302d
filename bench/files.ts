// npm run bench:files measures many test files and writes its part of docs/benchmarks.md and of the
// guide. `-- --quick` only prints; `-- --rounds 3` runs fewer than ten rounds.
import { createReport, machine, replaceBlock } from './report.js'
import { QUICK, reportFiles } from './test-files.js'

const quick = process.argv.includes('--quick')
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] ?? NaN) || 10
const report = createReport()
report.say(`${machine()}.`)
report.say()
const { settings } = await reportFiles(report, quick ? QUICK : { count: 30, rounds })
if (!quick) {
  replaceBlock('docs/benchmarks.md', 'files', report.lines)
  replaceBlock('docs/guide/fast-suites.md', 'figures', settings)
}
