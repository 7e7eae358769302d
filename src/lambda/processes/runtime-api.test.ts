import * as http from 'node:http'
import { childProcess } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { endRegions, has, makeRegion, NEXT, script, setUp } from './processes.fixture.ts'

endRegions()

describe.skipIf(!has('python3'))('the Runtime API (needs python3)', () => {
  it('may answer with text, bytes and too much', async () => {
    const { fn } = script(`${NEXT}
for text in ['plain', b'\\xff', 'x' * 7000000]:
    id, event = next()
    print(answer(text)[1])
next()`)
    expect(await fn.invoke({})).toMatchObject({ status: 'succeeded', payload: 'plain' })
    expect(await fn.invoke({})).toMatchObject({ status: 'succeeded', payload: '\ufffd' })
    const run = await fn.invoke({})
    expect(run.error?.errorType).toBe('Function.ResponseSizeTooLarge')
    await fn.invoke({}).then(undefined, () => undefined)
  })

  it('may stream its response, and end it with an error', async () => {
    const { region, fn } = script(`${NEXT}
def stream(error):
    api.putrequest('POST', id + '/response')
    for name, value in [('Lambda-Runtime-Function-Response-Mode', 'streaming'), ('Transfer-Encoding', 'chunked'), ('Trailer', 'Lambda-Runtime-Function-Error-Type')]:
        api.putheader(name, value)
    api.endheaders()
    for text in [b'one ', b'two']:
        api.send(b'%x\\r\\n%s\\r\\n' % (len(text), text))
    api.send(b'0\\r\\n')
    if error:
        api.send(b'Lambda-Runtime-Function-Error-Type: Runtime.StreamError\\r\\nLambda-Runtime-Function-Error-Body: eyJlcnJvck1lc3NhZ2UiOiJubyJ9\\r\\n')
    api.send(b'\\r\\n')
    api.getresponse().read()
for error in [False, True]:
    id, event = next()
    stream(error)
next()`)
    expect(await fn.invoke({})).toMatchObject({ status: 'succeeded', payload: 'one two' })
    expect((await fn.invoke({})).error).toEqual({
      errorType: 'Runtime.StreamError',
      errorMessage: 'no',
    })
    expect(region.unsupported).toEqual([])
  })

  it('streams to a function URL, which others answer as a whole', async () => {
    const { region, fn } = script(`${NEXT}
import json
for _ in range(2):
    id, event = next()
    answer(json.dumps({'statusCode': 201, 'body': json.loads(event)['rawPath']}))
next()`)
    const other = region.registerFunction(
      'other',
      childProcess('python3', [
        '-c',
        `import os, http.client, time\n${NEXT}
id, event = next()
api.putrequest('POST', id + '/response')
api.putheader('Lambda-Runtime-Function-Response-Mode', 'streaming')
api.putheader('Transfer-Encoding', 'chunked')
api.endheaders()
for text in [b'one ', b'two']:
    api.send(b'%x\\r\\n%s\\r\\n' % (len(text), text))
api.send(b'0\\r\\n\\r\\n')
api.getresponse().read()
next()`,
      ]),
    )
    for (const each of [fn, other]) each.createUrl({ invokeMode: 'RESPONSE_STREAM' })
    const whole = await fn.fetch('/a')
    expect([whole.status, await whole.text()]).toEqual([201, '/a'])
    const streamed = await other.fetch('/b')
    expect([streamed.status, await streamed.text()]).toEqual([200, 'one two'])
  })

  it('is refused what is out of order, and what is not simulated', async () => {
    const region = makeRegion({ unhandled: 'warn' })
    const fn = region.registerFunction(
      'fn',
      childProcess('python3', [
        '-c',
        `import os, http.client, json\n${NEXT}
seen = [call('POST', '/2020-01-01/extension/register', '{}')]
seen.append(call('GET', '/2018-06-01/nothing'))
id, event = next()
seen.append(call('GET', '/2018-06-01/runtime/invocation/next'))
seen.append(call('POST', '/2018-06-01/runtime/init/error', '{}'))
seen.append(call('POST', '/2018-06-01/runtime/invocation/other/response', '{}'))
seen.append(call('POST', id + '/response', '1', {'Lambda-Runtime-Function-Response-Mode': 'fast'}))
answer(json.dumps([[response.status, body] for response, body in seen]))
print(json.dumps([answer('2')[0].status]), flush=True)
next()`,
      ]),
    )
    const run = await fn.invoke({})
    const answers = run.payload as readonly (readonly [number, string])[]
    expect(answers.map(([status]) => status)).toEqual([501, 404, 403, 403, 400, 400])
    expect(answers[0]?.[1]).toContain('the Extensions API')
    expect(answers[2]?.[1]).toContain('InvalidStateTransition')
    expect(answers[4]?.[1]).toContain('Invalid request ID')
    expect(region.unsupported.map(({ message }) => message).join()).toContain('the Extensions API')
  })

  it('answers nobody but its process, and no foreign host or page', async () => {
    const { fn } = setUp()
    const names = ['AWS_LAMBDA_RUNTIME_API', 'AWS_ENDPOINT_URL']
    const { payload } = await fn.invoke({ do: 'environment', names })
    const { AWS_ENDPOINT_URL: url = '' } = payload as Record<string, string>
    const { origin } = new URL(url)
    const path = '/2018-06-01/runtime/invocation/next'
    expect((await fetch(`${origin}${path}`)).status).toBe(403)
    expect((await fetch(`${origin}/${'0'.repeat(32)}${path}`)).status).toBe(403)
    expect((await fetch(`${url}/2018-06-01/ping`)).status).toBe(200)
    const page = { origin: 'https://example.com' }
    expect((await fetch(`${url}/2018-06-01/ping`, { headers: page })).status).toBe(403)
    const status = await new Promise((resolve) => {
      http.get(`${url}/2018-06-01/ping`, { headers: { host: 'evil.example' } }, (response) => {
        resolve(response.resume().statusCode)
      })
    })
    expect(status).toBe(403)
  })

  it.each([
    ['never asks for work', 'time.sleep(600)', 'Sandbox.Timedout', 0.2],
    ['exits before it asks', 'sys.exit(3)', 'Runtime.ExitError', 10],
    [
      'writes garbage',
      "import socket\nhost, port = os.environ['AWS_LAMBDA_RUNTIME_API'].split('/')[0].split(':')\nsocket.create_connection((host, int(port))).sendall(b'garbage\\r\\n\\r\\n')\nos.write(1, bytes(range(256)))\nsys.exit(4)",
      'Runtime.ExitError',
      10,
    ],
  ])('that %s ends its invocation', async (_, text, errorType, initTimeout) => {
    const region = makeRegion()
    const args = ['-c', `import os, sys, time\n${text}`]
    const fn = region.registerFunction('fn', childProcess('python3', args, { initTimeout }), {
      timeout: '1s',
    })
    expect((await fn.invoke({})).error?.errorType).toBe(errorType)
  })

  it('makes AWS calls in its region, caused by its invocation', async () => {
    const { region, fn } = script(`${NEXT}
import urllib.request, json
def aws(target, body):
    headers = {
        'Content-Type': 'application/x-amz-json-1.0',
        'X-Amz-Target': 'DynamoDB_20120810.' + target,
        'X-Amz-Date': time.strftime('%Y%m%dT%H%M%SZ', time.gmtime()),
        'Authorization': 'AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0' % os.environ['AWS_ACCESS_KEY_ID'],
    }
    request = urllib.request.Request(os.environ['AWS_ENDPOINT_URL'] + '/', json.dumps(body).encode(), headers)
    return json.load(urllib.request.urlopen(request))
while True:
    id, event = next()
    aws('PutItem', {'TableName': 'orders', 'Item': {'id': {'S': 'o1'}}})
    answer('null')`)
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const run = await fn.invoke({})
    expect(run.error).toBeUndefined()
    expect(orders.items).toEqual([{ id: 'o1' }])
    expect(run.calls.map(({ operation }) => operation)).toEqual(['PutItem'])
    expect(orders.writes[0]?.causedBy?.causedBy).toBe(run)
  })
})
