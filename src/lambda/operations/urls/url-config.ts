/** Function URLs, as the API shows and finds them. */
import { formatFunctionArn } from '../../definition/function-name.ts'
import type { FunctionDefinition, FunctionUrl } from '../../definition/definition.ts'
import { hostOfUrl } from '../../definition/function-url.ts'
import { changeFunction, findFunction } from '../../deployment/find.ts'
import { resourceNotFound } from '../../deployment-errors.ts'
import { functionNotFound } from '../../errors.ts'
import type { LambdaState } from '../../state.ts'
import type { World } from '../../../core/world/world.ts'

export interface UrlInput {
  readonly FunctionName: string
  readonly Qualifier?: string
}

interface Owner {
  readonly definition: FunctionDefinition
  /** The alias, or `''` for the function itself. */
  readonly key: string
  readonly arn: string
}

/** Returns the function or alias that an input names. */
export function urlOwner(world: World, state: LambdaState, input: UrlInput): Owner {
  const { definition, qualifier } = findFunction(world, state, input.FunctionName, input.Qualifier)
  const arn = formatFunctionArn(world.options, definition.name, qualifier)
  // AWS: API_CreateFunctionUrlConfig.html: the qualifier is the name of an alias.
  if (qualifier !== undefined && !definition.aliases.has(qualifier)) throw functionNotFound(arn)
  return { definition, key: qualifier ?? '', arn }
}

/** Returns the URL that an input names. */
export function existingUrl(
  world: World,
  state: LambdaState,
  input: UrlInput,
): Owner & { readonly url: FunctionUrl } {
  const owner = urlOwner(world, state, input)
  const url = owner.definition.urls?.get(owner.key)
  if (!url) throw resourceNotFound()
  return { ...owner, url }
}

export function setUrl(
  state: LambdaState,
  { definition, key }: Owner,
  url: FunctionUrl | undefined,
): void {
  const urls = new Map(definition.urls)
  if (url) urls.set(key, url)
  else urls.delete(key)
  changeFunction(state, definition, { urls })
}

/** The members that every answer has. */
export const describeUrl = (
  world: World,
  { id, authType, cors, createdAt, modifiedAt, invokeMode }: FunctionUrl,
  arn: string,
): Readonly<Record<string, unknown>> => ({
  FunctionUrl: `https://${hostOfUrl(id, world.options.region)}/`,
  FunctionArn: arn,
  AuthType: authType,
  ...(cors && { Cors: cors }),
  CreationTime: new Date(createdAt).toISOString(),
  LastModifiedTime: new Date(modifiedAt).toISOString(),
  InvokeMode: invokeMode,
})
