/** Creates a handler with Node's semantics from `{ "kind": ... }`. */
// The kinds are data, so the values that they return and throw have no types.
/* oxlint-disable typescript/no-explicit-any -- see above */
import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'
import type { JsonObject } from './case.ts'
import type { CaseWorld } from './part.ts'

export type AnyHandler = (event: any, context: any, callback: any) => any

type Maker = (kind: any, name: string, world: CaseWorld) => AnyHandler

const toError = ({ name, message }: { name: string; message: string }): Error =>
  Object.assign(new Error(message), { name })

const bodyOf = (event: any): any => {
  const text = event.isBase64Encoded
    ? Buffer.from(event.body, 'base64').toString('utf8')
    : event.body
  return JSON.parse(text)
}

const at = (value: any, path: string): any =>
  path.split('.').reduce((part, key) => (part == null ? undefined : part[key]), value)

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

declare const awslambda: any

/** An error of an SDK client, as the cases compare it. */
export interface CaughtError {
  readonly name: string
  readonly message: string
  readonly status: number | undefined
}

export function errorOf(error: any): CaughtError {
  return { name: error.name, message: error.message, status: error.$metadata?.httpStatusCode }
}

/** The newest error that each function has caught. */
export function caughtBy({ kept }: CaseWorld): Map<string, CaughtError> {
  if (!kept.has('caught')) kept.set('caught', new Map())
  return kept.get('caught') as Map<string, CaughtError>
}

const KINDS: Readonly<Record<string, Maker>> = {
  return:
    ({ value }) =>
    async () =>
      value,
  returnUndefined: () => async () => undefined,
  echoEvent: () => async (event) => event,
  echoEventAsProxyBody: () => async (event) => ({
    statusCode: 200,
    body: JSON.stringify(event),
    isBase64Encoded: false,
  }),
  returnParsedBody: () => async (event) => bodyOf(event),
  echoContext: () => async (_event, context) => JSON.parse(JSON.stringify(context)),
  echoEnv:
    ({ names }) =>
    async () =>
      Object.fromEntries(names.map((name: string) => [name, process.env[name]])),
  counter: ({ key, start = 0, sleepMsWhenEvent }) => {
    let n = start
    return async (event) => {
      if (sleepMsWhenEvent && event?.[sleepMsWhenEvent]) await sleep(event[sleepMsWhenEvent])
      return { [key]: n++ }
    }
  },
  sleep: ({ ms, then }, name, world) => {
    const next = toHandler(then, name, world)
    return async (event, context, callback) => {
      await sleep(ms)
      return next(event, context, callback)
    }
  },
  log: ({ method, args, then }, name, world) => {
    const next = then && toHandler(then, name, world)
    return async (event, context, callback) => {
      ;(console as any)[method](...args)
      return next?.(event, context, callback)
    }
  },
  throw: ({ error, async: isAsync = true }) =>
    isAsync
      ? async () => {
          throw toError(error)
        }
      : () => {
          throw toError(error)
        },
  throwValue:
    ({ value }) =>
    async () => {
      // oxlint-disable-next-line typescript/only-throw-error -- the case is about exactly this
      throw value
    },
  // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the case is about exactly this
  rejectUndefined: () => () => Promise.reject(undefined),
  callback:
    ({ error, errorValue, result }) =>
    (_event, _context, callback) => {
      callback(error ? toError(error) : errorValue, result)
    },
  callbackTwice:
    ({ results }) =>
    (_event, _context, callback) => {
      for (const result of results) callback(null, result)
    },
  syncReturn:
    ({ value }) =>
    () =>
      value,
  neverSettles: () => () => new Promise(() => {}),
  unhandledRejection:
    ({ error }) =>
    async () => {
      void Promise.reject(toError(error))
      await sleep(60_000)
    },
  returnUnserialisable: () => async () => ({ n: 1n }),
  contextFail:
    ({ error }) =>
    (_event, context) => {
      context.fail(error && toError(error))
    },
  contextSucceed:
    ({ value }) =>
    (_event, context) => {
      context.succeed(value)
    },
  exit:
    ({ code }) =>
    async () => {
      process.exit(code)
    },
  returnStringOfLength:
    ({ bytes }) =>
    async () =>
      'a'.repeat(bytes),
  switch: ({ on, cases }, name, world) => {
    const handlers = new Map<string, AnyHandler>()
    for (const [value, kind] of Object.entries(cases))
      handlers.set(value, toHandler(kind as JsonObject, name, world))
    return (event, context, callback) => {
      const handler = handlers.get(String(at(event, on))) ?? handlers.get('default')
      if (!handler) throw new Error(`no case for ${String(at(event, on))}`)
      return handler(event, context, callback)
    }
  },
  failTimes: ({ times, then, error }, name, world) => {
    let failed = 0
    const next = then && toHandler(then, name, world)
    return async (event, context, callback) => {
      if (failed++ < times) throw toError(error ?? { name: 'Error', message: 'failed' })
      return next?.(event, context, callback)
    }
  },
  reportBatchItemFailures:
    ({ failWhen, identifier }) =>
    async (event) => ({
      batchItemFailures: event.Records.filter(
        (record: any) => at(record, failWhen.path) === failWhen.equals,
      ).map((record: any) => ({ itemIdentifier: at(record, identifier) })),
    }),
  postToOwnConnection:
    ({ data }, name, world) =>
    async ({ requestContext: { domainName, stage, connectionId } }) => {
      const endpoint = `https://${domainName}/${stage}`
      const client = new ApiGatewayManagementApiClient({ ...world.region.sdk, endpoint })
      try {
        await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: data }))
      } catch (error) {
        caughtBy(world).set(name, errorOf(error))
      }
      return { statusCode: 200 }
    },
  // A loader, because Lambda's global exists while the module loads.
  stream:
    ({ metadata, chunks }) =>
    async () => ({
      handler: awslambda.streamifyResponse(async (_event: any, stream: any) => {
        const out = metadata ? awslambda.HttpResponseStream.from(stream, metadata) : stream
        for (const chunk of chunks) out.write(chunk)
        out.end()
      }),
    }),
}

/** Handlers that fail before they exist, like a failing loader of the module. */
const MODULES: Readonly<Record<string, (kind: any) => () => Promise<any>>> = {
  throwAtInit:
    ({ error }) =>
    async () => {
      throw toError(error)
    },
  syntaxErrorAtInit:
    ({ message = 'Unexpected token' }) =>
    async () => {
      throw new SyntaxError(message)
    },
  missingExport: () => async () => ({ [Symbol.toStringTag]: 'Module' }),
}

export function toHandler(kind: JsonObject, name: string, world: CaseWorld): AnyHandler {
  const id = String(kind['kind'])
  const maker = KINDS[id] ?? MODULES[id]
  if (!maker) throw new Error(`unknown handler ${id}`)
  return maker(kind, name, world)
}
