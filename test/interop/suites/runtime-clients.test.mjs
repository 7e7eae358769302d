// Clients of the Lambda Runtime API, each as it is: plain ones under every Node, AWS's own for Node,
// and boto3 behind AWS_ENDPOINT_URL. Those that are not on this machine are skipped by name.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { childProcess, createRegion } from 'miniregion'
import { nodes } from '../nodes.mjs'

const processes = fileURLToPath(new URL('../../usage/processes/', import.meta.url))
const awsClient = fileURLToPath(
  new URL('../node_modules/aws-lambda-ric/bin/index.mjs', import.meta.url),
)

async function inRegion(body) {
  const region = createRegion()
  try {
    await body(region)
  } finally {
    await region[Symbol.asyncDispose]()
  }
}

async function inFolder(files, body) {
  const folder = mkdtempSync(join(tmpdir(), 'function-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  try {
    await body(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const HANDLER = `
exports.handler = async (event) => {
  console.log('adding')
  if (event.n === undefined) throw new RangeError('no n')
  return { n: event.n + 1 }
}
`

for (const [major, node] of nodes()) {
  test(`a plain bootstrap under Node ${major}`, () =>
    inRegion(async (region) => {
      const command = childProcess(node, ['bootstrap.mjs'], { cwd: processes })
      const fn = region.registerFunction('fn', command, { timeout: 30 })
      assert.deepEqual((await fn.invoke({ n: 1 })).payload, { n: 2 })
      assert.deepEqual((await fn.invoke({ n: 2 })).payload, { n: 3 })
    }))

  const skip = existsSync(awsClient) ? false : 'npm install --no-save aws-lambda-ric builds it'
  test(`AWS's client under Node ${major}`, { skip }, () =>
    inFolder({ 'index.js': HANDLER, 'failing.js': "throw new Error('at load')" }, (cwd) =>
      inRegion(async (region) => {
        const register = (name, handler) => {
          const command = childProcess(node, [awsClient, handler], { cwd })
          return region.registerFunction(name, command, { handler, timeout: 30 })
        }
        const fn = register('fn', 'index.handler')
        assert.deepEqual((await fn.invoke({ n: 1 })).payload, { n: 2 })
        assert.equal(fn.lastInvocation.logs.at(-1).message, 'adding')
        const { errorType, errorMessage } = (await fn.invoke({})).error
        assert.deepEqual([errorType, errorMessage], ['RangeError', 'no n'])
        const failing = await register('failing', 'failing.handler').invoke({})
        assert.equal(failing.error.errorMessage, 'at load')
      }),
    ),
  )
}

// Bootstraps of `provided.al2023` in other languages, with nothing but what each language brings.
const bootstraps = fileURLToPath(new URL('../bootstraps/', import.meta.url))
const LANGUAGES = [
  ['Perl', 'perl', ['-e', 'use HTTP::Tiny; use JSON::PP'], ['perl', 'bootstrap.pl']],
  ['Java', 'java', ['-version'], ['java', 'Bootstrap.java']],
  ['Rust', 'rustc', ['--version'], ['./bootstrap'], ['-o', 'bootstrap', 'bootstrap.rs']],
]
for (const [language, program, probe, [command, ...args], compile] of LANGUAGES) {
  const skip = spawnSync(program, probe).status === 0 ? false : `no ${program} here`
  test(`a bootstrap in ${language}`, { skip }, () =>
    inFolder({}, (cwd) =>
      inRegion(async (region) => {
        cpSync(bootstraps, cwd, { recursive: true })
        if (compile) assert.equal(spawnSync(program, compile, { cwd }).status, 0)
        const started = childProcess(command, args, { cwd })
        const fn = region.registerFunction('fn', started, { timeout: 60 })
        assert.deepEqual((await fn.invoke({ n: 1 })).payload, { n: 2 })
        assert.deepEqual((await fn.invoke({ n: 41 })).payload, { n: 42 })
        assert.equal(fn.lastInvocation.coldStart, false)
        assert.equal(fn.lastInvocation.logs.at(-1).message, 'adding')
        const { errorType, errorMessage } = (await fn.invoke({})).error
        assert.deepEqual([errorType, errorMessage], ['RangeError', 'no n'])
      }),
    ),
  )
}

const BOTO = `
import boto3, os
def handler(event, context):
    url = os.environ["AWS_ENDPOINT_URL"]
    boto3.client("s3", endpoint_url=url).put_object(Bucket="uploads", Key="a b/ü.txt", Body=b"hi")
    table = boto3.resource("dynamodb", endpoint_url=url).Table("orders")
    table.put_item(Item={"id": "o1", "tags": {"a"}})
    queues = boto3.client("sqs", endpoint_url=url)
    queues.send_message(QueueUrl=event["queue"], MessageBody="done")
    return table.get_item(Key={"id": "o1"})["Item"]["id"]
`
const pythons = ['python3', '/usr/bin/python3']
const python = pythons.find((path) => spawnSync(path, ['-c', 'import boto3']).status === 0)

test('boto3 in a function', { skip: python ? false : 'python3 has no boto3' }, () =>
  inFolder({ 'app.py': BOTO }, (cwd) =>
    inRegion(async (region) => {
      const uploads = region.createBucket('uploads')
      const orders = region.createTable('orders', { partitionKey: 'id' })
      const queue = region.createQueue('jobs')
      const command = childProcess(python, [join(processes, 'bootstrap.py')], { cwd })
      const options = { handler: 'app.handler', runtime: 'python3.13', timeout: 60 }
      const fn = region.registerFunction('fn', command, options)
      const run = await fn.invoke({ queue: queue.url })
      assert.equal(run.error, undefined)
      assert.equal(run.payload, 'o1')
      assert.equal(uploads.get('a b/ü.txt').text(), 'hi')
      assert.deepEqual(orders.items, [{ id: 'o1', tags: new Set(['a']) }])
      assert.deepEqual(
        queue.messages.map(({ body }) => body),
        ['done'],
      )
      assert.deepEqual(
        run.calls.map(({ operation }) => operation),
        ['PutObject', 'PutItem', 'SendMessage', 'GetItem'],
      )
    }),
  ),
)

// AWS's own client for Python.
const CLIENT = `
def handler(event, context):
    print("adding")
    return {"n": event["n"] + 1}
`
const clients = pythons.find((path) => spawnSync(path, ['-c', 'import awslambdaric']).status === 0)
const skip = clients ? false : 'python3 has no awslambdaric: pip install awslambdaric'
test("AWS's client for Python", { skip }, () =>
  inFolder({ 'app.py': CLIENT }, (cwd) =>
    inRegion(async (region) => {
      const command = childProcess(clients, ['-m', 'awslambdaric', 'app.handler'], { cwd })
      const options = { handler: 'app.handler', runtime: 'python3.13', timeout: 60 }
      const fn = region.registerFunction('fn', command, options)
      assert.deepEqual((await fn.invoke({ n: 1 })).payload, { n: 2 })
      assert.equal(fn.lastInvocation.logs.at(-1).message, 'adding')
      assert.equal((await fn.invoke({})).error.errorType, 'KeyError')
    }),
  ),
)

const OWNER = `
import { childProcess, createRegion } from 'miniregion'
const region = createRegion()
const command = childProcess(process.execPath, ['-e', \`
  const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/'
  fetch(api + 'next').then(async (next) => {
    const id = next.headers.get('lambda-runtime-aws-request-id')
    await fetch(api + id + '/response', { method: 'POST', body: String(process.pid) })
    for (;;);
  })
\`])
const run = await region.registerFunction('fn', command, { timeout: 30 }).invoke({})
process.stdout.write(String(run.payload) + '\\n')
const how = process.argv[2]
if (how === 'throw') setTimeout(() => { throw new Error('crash') })
else if (how === 'exit') process.exit(0)
else if (how !== 'end') process.kill(process.pid, how)
`

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

for (const how of ['end', 'exit', 'throw', 'SIGTERM', 'SIGKILL']) {
  test(`a busy process ends with the process of its test: ${how}`, async () => {
    const here = fileURLToPath(new URL('..', import.meta.url))
    const args = ['--input-type=module', '-e', OWNER, 'owner.mjs', how]
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: here, encoding: 'utf8' })
    const pid = Number(stdout)
    assert.ok(pid > 1, stderr)
    const until = Date.now() + 10_000
    while (isAlive(pid) && Date.now() < until) await new Promise((done) => setTimeout(done, 20))
    assert.equal(isAlive(pid), false)
  })
}
