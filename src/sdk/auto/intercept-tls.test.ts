/** Under `miniregion/auto`, secure connections that clients open themselves end in the process. */
import tls, { type TLSSocket } from 'node:tls'
import { afterEach, expect, it } from 'vitest'
import { provideDefaultWorld } from '../../core/world/context.ts'
import { installAuto } from './auto.ts'
import { stubDynamoDB, stubWorld } from '../stub-services.fixture.ts'

const HOST = 'dynamodb.us-east-1.amazonaws.com'

let uninstall = (): void => undefined
afterEach(() => uninstall())

let world = stubWorld(() => ({}), [])
const refused = (): readonly unknown[] => world.refused

function start(): void {
  world = stubWorld(() => ({}), [stubDynamoDB])
  provideDefaultWorld(() => world)
  uninstall = installAuto({
    answer: async (_, { method, url, body }) => ({
      status: 200,
      headers: {},
      body: Buffer.from(`${method} ${url} ${String(body)}`),
    }),
  })
}

/** Sends one request, and returns all that comes back. */
async function ask(socket: TLSSocket, request: string): Promise<string> {
  const pieces: Buffer[] = []
  socket.on('secureConnect', () => socket.write(request))
  for await (const piece of socket) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

it('answers HTTP/1.1', async () => {
  start()
  const socket = tls.connect({ host: HOST, port: 443, ALPNProtocols: ['h2', 'http/1.1'] })
  expect(socket.alpnProtocol).toBe('http/1.1')
  const answer = await ask(
    socket,
    `POST /a?b HTTP/1.1\r\nhost: ${HOST}\r\ncontent-length: 2\r\n\r\nhi`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(answer).toContain(`POST https://${HOST}/a?b hi`)
  expect(refused()).toEqual([])
})

it('refuses HTTP/2 alone', async () => {
  start()
  const socket = tls.connect({ host: HOST, port: 443, ALPNProtocols: ['h2'] })
  await expect(ask(socket, '')).rejects.toThrow('no HTTP/2')
})

it('is gone after auto', () => {
  const before = tls.connect
  start()
  expect(tls.connect).not.toBe(before)
  uninstall()
  expect(tls.connect).toBe(before)
})
