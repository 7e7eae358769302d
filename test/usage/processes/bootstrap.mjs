// A client of the Lambda Runtime API that takes host and port apart, as AWS's client for Node does.
import { request } from 'node:http'

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        method,
        host,
        port: Number.parseInt(port, 10),
        path: `/2018-06-01/runtime/invocation/${path}`,
      },
      (response) => {
        let text = ''
        response.on('data', (chunk) => (text += chunk))
        response.on('end', () => resolve({ headers: response.headers, text }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

for (;;) {
  const { headers, text } = await call('GET', 'next')
  const id = headers['lambda-runtime-aws-request-id']
  console.log(`${new Date().toISOString()}\t${id}\tINFO\tcounting`)
  await call('POST', `${id}/response`, JSON.stringify({ n: JSON.parse(text).n + 1 }))
}
