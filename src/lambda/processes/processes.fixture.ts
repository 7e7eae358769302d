/** Functions in Python for the tests of this room. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import {
  childProcess,
  createRegion,
  type FunctionOptions,
  type LambdaFunction,
  type Region,
  type RegionOptions,
} from 'miniregion'
import { afterEach } from 'vitest'

export const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0
export const cwd = new URL('./fixture/', import.meta.url)
export const bootstrap = new URL('../../../test/usage/processes/bootstrap.py', import.meta.url)
  .pathname

const regions: Region[] = []

/** Makes a region that ends with its test. */
export function makeRegion(options?: RegionOptions): Region {
  const region = createRegion(options)
  regions.push(region)
  return region
}

/** Ends the regions of each test. */
export const endRegions = (): void =>
  afterEach(async () => {
    for (const region of regions.splice(0)) await region[Symbol.asyncDispose]()
  })

export function setUp(
  options: FunctionOptions = {},
  args = [bootstrap],
): { region: Region; fn: LambdaFunction } {
  const region = makeRegion()
  const handler = childProcess('python3', args, { cwd })
  const fn = region.registerFunction('fn', handler, {
    runtime: 'python3.13',
    handler: 'app.handler',
    ...options,
  })
  return { region, fn }
}

/** A process that Python runs from text. */
export const script = (text: string, options: FunctionOptions = {}): ReturnType<typeof setUp> =>
  setUp(options, ['-c', `import os, sys, time, http.client\n${text}`])

/** A client of the Runtime API, for scripts. */
export const NEXT = `
api = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
def call(method, path, body=None, headers={}):
    api.request(method, path, body, headers)
    response = api.getresponse()
    return response, response.read().decode()
def next():
    response, event = call('GET', '/2018-06-01/runtime/invocation/next')
    return '/2018-06-01/runtime/invocation/' + response.headers['Lambda-Runtime-Aws-Request-Id'], event
def answer(text):
    return call('POST', id + '/response', text)
`

export const isAlive = (pid: number): boolean => {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
