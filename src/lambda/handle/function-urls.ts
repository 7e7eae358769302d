/** Function URLs as servers find them, and as `fn.createUrl` makes them. */
import { MisuseError } from '../../core/errors.ts'
import { checkNames, shownValue } from '../../core/checks.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import type { FunctionUrlReference, FunctionUrls } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import type { FunctionDefinition, FunctionUrl, UrlCors } from '../definition/definition.ts'
import { hostOfUrl, newUrlId } from '../definition/function-url.ts'
import { lambda } from '../service.ts'

/** Options of `fn.createUrl`. */
export interface FunctionUrlOptions {
  /** `NONE` (default): anyone may call it. `AWS_IAM`: only signed requests. */
  readonly authType?: 'NONE' | 'AWS_IAM'
  /** `BUFFERED` (default), or `RESPONSE_STREAM` for streaming handlers. */
  readonly invokeMode?: 'BUFFERED' | 'RESPONSE_STREAM'
  /** Lambda answers preflight requests and adds the headers. */
  readonly cors?: {
    readonly allowOrigins?: readonly string[]
    readonly allowMethods?: readonly string[]
    readonly allowHeaders?: readonly string[]
    readonly exposeHeaders?: readonly string[]
    readonly allowCredentials?: boolean
    readonly maxAge?: Duration
  }
}

const OPTIONS = ['authType', 'invokeMode', 'cors']
const CORS = [
  'allowOrigins',
  'allowMethods',
  'allowHeaders',
  'exposeHeaders',
  'allowCredentials',
  'maxAge',
]

/** The URL of a function, or of an alias. */
export const urlOf = (
  world: World,
  name: string,
  qualifier: string | undefined,
): FunctionUrl | undefined =>
  world
    .state(lambda)
    .definitions.get(name)
    ?.urls?.get(qualifier ?? '')

/** `https://<id>.lambda-url.us-east-1.on.aws`, without a trailing slash, as the URL of a gateway. */
export const printUrl = (world: World, { id }: FunctionUrl): string =>
  `https://${hostOfUrl(id, world.options.region)}`

export function createUrl(
  world: World,
  definition: FunctionDefinition,
  qualifier: string | undefined,
  options: FunctionUrlOptions,
): void {
  const caller = `${definition.name}.createUrl()`
  checkNames(options, caller, OPTIONS)
  const { authType = 'NONE', invokeMode = 'BUFFERED', cors } = options
  checkWord(caller, 'authType', authType, ['NONE', 'AWS_IAM'])
  checkWord(caller, 'invokeMode', invokeMode, ['BUFFERED', 'RESPONSE_STREAM'])
  const key = qualifier ?? ''
  // AWS: a URL belongs to a function or to an alias, not to a version.
  if (qualifier !== undefined && !definition.aliases.has(qualifier)) {
    throw new MisuseError(`${caller} received the version ${qualifier}.`, 'a function or an alias')
  }
  if (definition.urls?.has(key)) {
    throw new MisuseError(
      `${caller}: the function has a URL already.`,
      'one URL for each function or alias',
    )
  }
  const now = world.clock.now()
  const url: FunctionUrl = {
    id: newUrlId(world),
    authType,
    invokeMode,
    cors: cors && toCors(cors, caller),
    createdAt: now,
    modifiedAt: now,
    isDeclared: true,
  }
  const withUrl = (of: FunctionDefinition): FunctionDefinition => ({
    ...of,
    urls: new Map([...(of.urls ?? []), [key, url]]),
  })
  const { declared } = definition
  // A reset keeps what the test declared.
  world.state(lambda).definitions.set(definition.name, {
    ...withUrl(definition),
    declared: declared && withUrl(declared),
  })
}

function checkWord(caller: string, option: string, value: unknown, words: readonly string[]): void {
  if (words.some((word) => word === value)) return
  throw new MisuseError(
    `${caller} received ${option}: ${shownValue(value)}.`,
    words.map((word) => `'${word}'`).join(' or '),
  )
}

function toCors(cors: NonNullable<FunctionUrlOptions['cors']>, caller: string): UrlCors {
  checkNames(cors, `${caller}, cors`, CORS)
  const { maxAge } = cors
  return {
    ...(cors.allowOrigins && { AllowOrigins: cors.allowOrigins }),
    ...(cors.allowMethods && { AllowMethods: cors.allowMethods }),
    ...(cors.allowHeaders && { AllowHeaders: cors.allowHeaders }),
    ...(cors.exposeHeaders && { ExposeHeaders: cors.exposeHeaders }),
    ...(cors.allowCredentials !== undefined && { AllowCredentials: cors.allowCredentials }),
    ...(maxAge !== undefined && { MaxAge: Math.floor(toMilliseconds(maxAge, 'maxAge') / 1000) }),
  }
}

/** Finds URLs for the room that serves them. */
export const functionUrls = (world: World): FunctionUrls => ({
  find(id) {
    for (const definition of world.state(lambda).definitions.values()) {
      for (const [key, url] of definition.urls ?? []) {
        if (url.id === id) return toReference(world, definition, key, url)
      }
    }
    return undefined
  },
})

export function toReference(
  world: World,
  definition: FunctionDefinition,
  key: string,
  { id, authType, invokeMode, cors, isDeclared }: FunctionUrl,
): FunctionUrlReference {
  const { name } = definition
  return {
    id,
    host: hostOfUrl(id, world.options.region),
    functionName: name,
    function: key === '' ? name : `${name}:${key}`,
    authType,
    invokeMode,
    cors: cors && {
      ...(cors.AllowOrigins && { allowOrigins: cors.AllowOrigins }),
      ...(cors.AllowMethods && { allowMethods: cors.AllowMethods }),
      ...(cors.AllowHeaders && { allowHeaders: cors.AllowHeaders }),
      ...(cors.ExposeHeaders && { exposeHeaders: cors.ExposeHeaders }),
      ...(cors.AllowCredentials !== undefined && { allowCredentials: cors.AllowCredentials }),
      ...(cors.MaxAge !== undefined && { maxAge: cors.MaxAge }),
    },
    // AWS: urls-auth.html: a URL made through the API needs a statement that lets everyone call it.
    isPublic: isDeclared || (definition.policies.get(key) ?? []).some(letsEveryoneCall),
  }
}

function letsEveryoneCall({
  Effect,
  Principal,
  Action,
}: Readonly<Record<string, unknown>>): boolean {
  const isEveryone =
    Principal === '*' ||
    (typeof Principal === 'object' && Principal !== null && Reflect.get(Principal, 'AWS') === '*')
  return Effect === 'Allow' && isEveryone && Action === 'lambda:InvokeFunctionUrl'
}
