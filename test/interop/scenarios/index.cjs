/**
 * Every scenario of the public contract, section by section, written once for all runners. A runner
 * provides its `it` and its assertions (tools.cjs). suites/<runner>-door runs them through the
 * published package.
 */
const { appendFileSync } = require('node:fs')
const { createTools } = require('./tools.cjs')

/** The sections of the contract, and the files of their scenarios. */
const SECTIONS = [
  ['§1 first-class names', './first-class-names.cjs'],
  ['§2 tables', './tables.cjs'],
  ['§2 table values', './table-values.cjs'],
  ['§2 table reads', './table-reads.cjs'],
  ['§3 functions', './functions.cjs'],
  ['§3 invocation records', './invocation-records.cjs'],
  ['§4 gateways', './gateways.cjs'],
  ['§4 deployments of gateways', './gateway-deployments.cjs'],
  ['§17 OpenAPI documents', './open-api.cjs'],
  ['§17 templates', './templates.cjs'],
  ['§4 REST APIs', './rest-apis.cjs'],
  ['§4 integrations of gateways', './gateway-integrations.cjs'],
  ['§4 WebSocket APIs', './websockets.cjs'],
  ['§5 SDK clients', './sdk-clients.cjs'],
  ['§6 time', './time.cjs'],
  ['§6 faults', './faults.cjs'],
  ['§6 worlds', './worlds.cjs'],
  ['§6 traces', './traces.cjs'],
  ['§7 matchers', './matchers.cjs'],
  ['§8 errors', './errors.cjs'],
  ['§9 raw calls', './raw-calls.cjs'],
  ['§10 later names', './later-names.cjs'],
  ['§10.1 stubs', './stubs.cjs'],
  ['§11 streams, URLs, events', './streams-and-events.cjs'],
  ['§12 services', './services.cjs'],
  ['§14 permissions', './permissions.cjs'],
  ['§15 logs and metrics', './logs-and-metrics.cjs'],
  ['§16 other regions', './other-regions.cjs'],
]
/** Separate, because `miniregion/auto` answers the whole process from its import on. */
const AUTO = [['§5 untouched code', './untouched-code.cjs']]

/**
 * @typedef {object} Runner
 * @property {Function} it
 * @property {Function} [alone] `it` for what must not run beside others; default: `it`
 * @property {typeof import('miniregion')} miniregion
 * @property {Record<string, Function>} matchers `toHaveStatus(subject, ...)` and its siblings
 * @property {Record<string, Function>} not the same, negated
 * @property {{ any(type: Function): object, containing(text: string): object }} asymmetric
 * @property {(body: Function) => Function} spy `vi.fn`, `jest.fn`, `mock.fn`
 * @property {(spy: Function) => number} timesCalled
 * @property {{ install(): void, advance(ms: number): unknown, uninstall(): void }} fakeTimers
 * @property {() => unknown} secondCopy another copy of the package
 * @property {() => unknown} loader loads scenarios/fixture/greeter as the runner loads modules
 * @property {boolean} freshModules whether the runner can evaluate modules anew
 * @property {(body: Function) => unknown} [attempt] runs a scenario; default: once
 * @property {number} passes how many arguments the runner gives a test without parameters
 */

/** @param {Runner} runner @param {{ sections?: typeof SECTIONS, concurrent?: boolean }} options */
function register(runner, { sections = SECTIONS, concurrent = false } = {}) {
  const { SCENARIOS_RAN, SCENARIOS_NODE } = process.env
  const major = process.versions.node.split('.')[0]
  if (SCENARIOS_NODE && SCENARIOS_NODE !== major) throw new Error(`This is Node ${major}.`)
  // run.mjs checks that each runner ran all of them.
  const note = (title) => {
    if (SCENARIOS_RAN && !concurrent) appendFileSync(SCENARIOS_RAN, `${title}\n`)
  }
  for (const [section, file] of sections) {
    const add = (it, name, body) => {
      const title = `${section}: ${name}`
      it(title, async () => {
        const tools = createTools(runner)
        await (runner.attempt ? runner.attempt(() => body(tools)) : body(tools))
        tools.ok(tools.asserted > 0, 'This scenario asserts nothing.')
        note(title)
      })
    }
    const scenario = (name, body) => add(runner.it, name, body)
    /** For scenarios that need the default region, or the process, for themselves. */
    scenario.alone = (name, body) => {
      if (!concurrent) add(runner.alone ?? runner.it, name, body)
    }
    /** Gives the runner the very function that `make` returns, which reports that it ran. */
    scenario.direct = (name, make) => {
      const title = `${section}: ${name}`
      runner.it(
        title,
        make(createTools(runner), () => note(title)),
      )
    }
    require(file)({ ...runner, scenario })
  }
}

module.exports = (runner) => register(runner)
/** Registers the scenarios that may run in parallel, for a runner's concurrent `it`. */
module.exports.concurrent = (runner) => register(runner, { concurrent: true })
module.exports.untouchedCode = (runner) => register(runner, { sections: AUTO })

/** Returns the names of all scenarios, in order. */
module.exports.names = (miniregion) => {
  const names = []
  const it = (name) => names.push(name)
  register(
    { it, miniregion, matchers: {}, not: {}, asymmetric: {} },
    { sections: [...SECTIONS, ...AUTO] },
  )
  return names
}
