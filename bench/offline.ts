/**
 * serverless-offline, the peer for HTTP requests, in a process of its own. The project does not
 * depend on it: it is installed into a folder of the benchmarks when they run.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from './project.js'

/** Its last version without an account. */
const PACKAGES = { serverless: '3.40.0', 'serverless-offline': '13.9.0' }
const INSTALL_MS = 300_000
const START_MS = 120_000

const FOLDER = join(ROOT, '.cache', 'bench-offline')

// In process, which is its fastest way to run a function.
const SERVICE = (ports: readonly number[]): string => `
service: bench
frameworkVersion: '3'
provider: { name: aws, runtime: nodejs20.x }
plugins: [serverless-offline]
custom:
  serverless-offline: { httpPort: ${ports[0]}, lambdaPort: ${ports[1]}, useInProcess: true }
functions:
  place: { handler: handler.place, events: [{ httpApi: 'POST /orders' }] }
`
const HANDLER = "exports.place = async () => ({ statusCode: 201, body: '{}' })\n"

export interface Offline {
  readonly url: string
  stop(): void
}

/** Starts it. Returns the reason when that is not possible. */
export async function startOffline(): Promise<Offline | string> {
  const ports = await Promise.all([freePort(), freePort()])
  mkdirSync(FOLDER, { recursive: true })
  const files = {
    'package.json': JSON.stringify({ private: true, dependencies: PACKAGES }),
    'serverless.yml': SERVICE(ports),
    'handler.js': HANDLER,
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(FOLDER, path), text)
  if (!existsSync(join(FOLDER, 'node_modules/serverless-offline/package.json'))) {
    try {
      const options = ['--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error']
      await promisify(execFile)('npm', ['install', ...options], {
        cwd: FOLDER,
        timeout: INSTALL_MS,
      })
    } catch {
      return 'serverless-offline could not be installed'
    }
  }
  const started = spawn(
    process.execPath,
    [join(FOLDER, 'node_modules/serverless/bin/serverless.js'), 'offline', 'start'],
    {
      cwd: FOLDER,
      env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
      stdio: 'ignore',
    },
  )
  const ended = once(started, 'exit').then(() => true)
  const url = `http://localhost:${ports[0]}`
  for (const until = Date.now() + START_MS; Date.now() < until;) {
    if (await Promise.race([ended, answers(`${url}/orders`)])) break
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  const stop = (): void => void started.kill()
  if (await Promise.race([ended.then(() => false), answers(`${url}/orders`)])) return { url, stop }
  stop()
  return 'serverless-offline did not start'
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { method: 'POST', body: '{}' }).then(
    ({ status }) => status === 201,
    () => false,
  )

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
