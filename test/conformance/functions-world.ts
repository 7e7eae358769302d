/** Functions of a case, and the checks of their invocations by any caller. */
import { CreateFunctionUrlConfigCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { type Json, type JsonObject } from './case.ts'
import { toHandler } from './handlers.ts'
import type { Check, CaseWorld, Part } from './part.ts'

/** Members of a function that are options of `registerFunction`. */
const OPTIONS: Readonly<Record<string, (value: any, world: CaseWorld) => Record<string, unknown>>> =
  {
    runtime: (runtime) => ({ runtime }),
    timeoutSeconds: (timeout) => ({ timeout }),
    memorySize: (memorySize) => ({ memorySize }),
    env: (environment) => ({ environment }),
    reservedConcurrency: (reservedConcurrentExecutions) => ({ reservedConcurrentExecutions }),
    versions: (versions: readonly string[]) => ({ versions: versions.length }),
    aliases: (aliases: Record<string, { version: string }>) => ({
      aliases: Object.fromEntries(
        Object.entries(aliases).map(([name, { version }]) => [name, version]),
      ),
    }),
    deadLetterTarget: (target, world) => ({ deadLetterQueue: toTarget(world, target) }),
    eventInvokeConfig: (config, world) => toEventConfig(config, world),
  }

function toEventConfig(config: any, world: CaseWorld): Record<string, unknown> {
  const { maximumRetryAttempts, maximumEventAgeInSeconds, destinations = {} } = config
  return {
    ...(maximumRetryAttempts !== undefined && { retryAttempts: maximumRetryAttempts }),
    ...(maximumEventAgeInSeconds !== undefined && { maxEventAge: maximumEventAgeInSeconds }),
    ...(destinations.onSuccess && { onSuccess: toTarget(world, destinations.onSuccess) }),
    ...(destinations.onFailure && { onFailure: toTarget(world, destinations.onFailure) }),
  }
}

/** Returns the queue's ARN for `sqs:<name>`. */
function toTarget(world: CaseWorld, target: string): string {
  const [service, name] = target.split(':') as [string, string]
  return `arn:aws:${service}:${world.region.name}:${world.region.accountId}:${name}`
}

async function registerAll(world: CaseWorld, functions: Json): Promise<void> {
  for (const [name, definition] of Object.entries(functions as JsonObject)) {
    const { handler, url, ...members } = definition as Record<string, any>
    const options: Record<string, unknown> = {}
    for (const [member, value] of Object.entries(members)) {
      const option = OPTIONS[member]
      if (!option) throw new Error(`given.functions.${name}.${member} is not known to the runner`)
      Object.assign(options, option(value, world))
    }
    if (handler.kind === 'missingExport' && handler.handler) options['handler'] = handler.handler
    world.region.registerFunction(name, toHandler(handler, name, world), options)
    if (url) await createUrl(world, name, url)
  }
}

interface UrlGiven {
  readonly authType: 'NONE' | 'AWS_IAM'
  readonly invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM'
  /** Whether everyone may call it. Default true. */
  readonly permission?: boolean
}

async function createUrl({ region }: CaseWorld, name: string, given: UrlGiven): Promise<void> {
  const { authType, invokeMode, permission = true } = given
  if (permission) {
    region.function(name).createUrl({ authType, ...(invokeMode && { invokeMode }) })
    return
  }
  const client = new LambdaClient(region.sdk)
  const input = { FunctionName: name, AuthType: authType, InvokeMode: invokeMode }
  await client.send(new CreateFunctionUrlConfigCommand(input))
}

interface Run {
  readonly event: unknown
  readonly status: string
}

const runsOf = ({ world }: Check, name: string): Run[] =>
  (world.region.function(name).invocations as readonly Run[]).filter(
    ({ status }) => status !== 'throttled',
  )

/** The handler's event as JSON. */
const eventOf = (run: Run | undefined): unknown =>
  run?.event === undefined ? undefined : JSON.parse(JSON.stringify(run.event))

export const functionsWorld: Part = {
  given: { functions: registerAll },
  then: {
    async events(check, expected) {
      for (const [name, matcher] of Object.entries(expected as JsonObject)) {
        await check.matchEventually(
          `events.${name}`,
          () => eventOf(runsOf(check, name).at(-1)),
          matcher,
        )
      }
    },
    async deliveries(check, expected) {
      await check.drain()
      for (const [name, matcher] of Object.entries(expected as JsonObject))
        check.match(`deliveries.${name}`, runsOf(check, name).map(eventOf), matcher)
    },
    async invocations(check, expected) {
      for (const [name, matcher] of Object.entries(expected as JsonObject))
        await check.matchEventually(
          `invocations.${name}`,
          () => runsOf(check, name).length,
          matcher,
        )
    },
  },
}
