/** Invocations of a case, through the real LambdaClient like in an application. */
import { InvokeCommand, LambdaClient, type InvokeCommandInput } from '@aws-sdk/client-lambda'
import { toSeen } from './gateway-world.ts'
import { isObject, type Json, type JsonObject } from './case.ts'
import type { CaseWorld, Check, Outcome, Part } from './part.ts'

/** Members of `when` for an invocation. */
const KNOWN = new Set([
  'kind',
  'functionName',
  'qualifier',
  'invocationType',
  'payload',
  'payloadBase64',
  'logType',
  'clientContext',
])

interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number }
}

/** Expands `{"$repeat": [text, n]}` in a payload to long text. */
function expand(value: Json): unknown {
  if (Array.isArray(value)) return value.map(expand)
  if (!isObject(value)) return value
  if ('$repeat' in value) {
    const [text, times] = value['$repeat'] as [string, number]
    return text.repeat(times)
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expand(one)]))
}

function toInput(when: JsonObject): InvokeCommandInput {
  for (const member of Object.keys(when)) {
    if (!KNOWN.has(member)) throw new Error(`invoke with ${member} is not known to the runner`)
  }
  const { qualifier, invocationType, payload, payloadBase64, logType, clientContext } = when
  return {
    FunctionName: when['functionName'] as string,
    ...(qualifier !== undefined && { Qualifier: qualifier as string }),
    ...(invocationType !== undefined && { InvocationType: invocationType as 'Event' }),
    ...(payload !== undefined && { Payload: Buffer.from(JSON.stringify(expand(payload))) }),
    ...(payloadBase64 !== undefined && { Payload: Buffer.from(payloadBase64 as string, 'base64') }),
    ...(logType !== undefined && { LogType: logType as 'Tail' }),
    ...(clientContext !== undefined && {
      ClientContext: Buffer.from(JSON.stringify(clientContext)).toString('base64'),
    }),
  }
}

async function invoke({ region }: CaseWorld, when: JsonObject): Promise<Outcome> {
  // One attempt, because a throttle is the answer to check.
  const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
  try {
    const output = await client.send(new InvokeCommand(toInput(when)))
    return {
      result: {
        statusCode: output.StatusCode,
        executedVersion: output.ExecutedVersion,
        functionError: output.FunctionError,
        payloadText: Buffer.from(output.Payload ?? []).toString('utf8'),
        logResult: output.LogResult,
      },
    }
  } catch (error) {
    const { name, message, $metadata, ...fields } = error as SdkError
    return { error: { name, message, status: $metadata?.httpStatusCode, fields } }
  }
}

interface Result {
  readonly payloadText: string
  readonly logResult: string | undefined
  readonly [member: string]: unknown
}

function checkResult(check: Check, expected: Json): void {
  const result = check.outcome['result'] as Result | undefined
  if (!result) {
    check.fail(`result: got the error ${JSON.stringify(check.outcome['error'])}`)
    return
  }
  for (const [member, matcher] of Object.entries(expected as JsonObject)) {
    if (member === 'payload') {
      const { payloadText } = result
      const payload: unknown = payloadText === '' ? undefined : JSON.parse(payloadText)
      check.match('result.payload', payload, matcher)
    } else if (member === 'logTail') {
      const text = Buffer.from(result.logResult ?? '', 'base64').toString('utf8')
      check.match('result.logTail', text.replace(/\n$/, '').split('\n'), matcher)
    } else check.match(`result.${member}`, result[member], matcher)
  }
}

function checkError(check: Check, expected: Json): void {
  if (check.outcome['error'] === undefined) {
    check.fail(`error: got the result ${JSON.stringify(check.outcome['result']).slice(0, 200)}`)
    return
  }
  check.match('error', check.outcome['error'], expected)
}

/** Sends an unsigned request to the host of a function URL. */
async function callFunctionUrl({ region }: CaseWorld, when: JsonObject): Promise<Outcome> {
  const {
    function: name,
    urlId,
    path,
    rawQuery,
    method,
    headers,
    body,
    bodyBase64,
  } = when as Record<string, any>
  const host = `https://${urlId}.lambda-url.${region.name}.on.aws`
  const base: string = urlId === undefined ? region.function(name).url! : host
  const url = `${base}${path}${rawQuery ? `?${rawQuery}` : ''}`
  const content = bodyBase64 === undefined ? body : Buffer.from(bodyBase64, 'base64')
  return { response: await toSeen(await region.fetch(url, { method, headers, body: content })) }
}

export const lambdaWorld: Part = {
  when: { invoke, functionUrl: callFunctionUrl },
  then: { result: checkResult, error: checkError },
}
