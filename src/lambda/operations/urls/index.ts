/** The operations on function URLs. Recorded: test_lambda_api test_url_config_*. */
import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { FunctionUrl, UrlCors } from '../../definition/definition.ts'
import { newUrlId } from '../../definition/function-url.ts'
import { urlExists } from '../../deployment-errors.ts'
import { findFunction } from '../../deployment/find.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'
import type { LambdaState } from '../../state.ts'
import { pageOf } from '../page-of.ts'
import { describeUrl, existingUrl, setUrl, urlOwner, type UrlInput } from './url-config.ts'

interface CreateInput extends UrlInput {
  readonly AuthType: FunctionUrl['authType']
  readonly Cors?: UrlCors
  readonly InvokeMode?: FunctionUrl['invokeMode']
}
type UpdateInput = UrlInput & Partial<Omit<CreateInput, keyof UrlInput>>

interface ListInput {
  readonly FunctionName: string
  readonly Marker?: string
  readonly MaxItems?: number
}

const OWNER = ['FunctionName', 'Qualifier']
const SETTINGS = ['AuthType', 'Cors', 'InvokeMode']

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
const createFunctionUrlConfig: Operation<LambdaState, CreateInput, object> = defineOperation({
  name: 'CreateFunctionUrlConfig',
  handles: [...OWNER, ...SETTINGS],
  access: accessTo('CreateFunctionUrlConfig'),
  run(state, input, { world }) {
    const owner = urlOwner(world, state, input)
    if (owner.definition.urls?.has(owner.key)) throw urlExists(owner.arn)
    const now = world.clock.now()
    const url: FunctionUrl = {
      id: newUrlId(world),
      authType: input.AuthType,
      cors: input.Cors,
      invokeMode: input.InvokeMode ?? 'BUFFERED',
      createdAt: now,
      modifiedAt: now,
      isDeclared: false,
    }
    setUrl(state, owner, url)
    const { LastModifiedTime: _, InvokeMode, ...shown } = describeUrl(world, url, owner.arn)
    return { ...shown, ...(input.InvokeMode && { InvokeMode }) }
  },
})

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
const getFunctionUrlConfig: Operation<LambdaState, UrlInput, object> = defineOperation({
  name: 'GetFunctionUrlConfig',
  handles: OWNER,
  access: accessTo('GetFunctionUrlConfig'),
  run(state, input, { world }) {
    const { url, arn } = existingUrl(world, state, input)
    return describeUrl(world, url, arn)
  },
})

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html */
const updateFunctionUrlConfig: Operation<LambdaState, UpdateInput, object> = defineOperation({
  name: 'UpdateFunctionUrlConfig',
  handles: [...OWNER, ...SETTINGS],
  access: accessTo('UpdateFunctionUrlConfig'),
  run(state, input, { world }) {
    const owner = existingUrl(world, state, input)
    const url: FunctionUrl = {
      ...owner.url,
      authType: input.AuthType ?? owner.url.authType,
      cors: input.Cors ?? owner.url.cors,
      invokeMode: input.InvokeMode ?? owner.url.invokeMode,
      modifiedAt: world.clock.now(),
    }
    setUrl(state, owner, url)
    return describeUrl(world, url, owner.arn)
  },
})

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html */
const deleteFunctionUrlConfig: Operation<LambdaState, UrlInput, void> = defineOperation({
  name: 'DeleteFunctionUrlConfig',
  handles: OWNER,
  access: accessTo('DeleteFunctionUrlConfig'),
  run(state, input, { world }) {
    setUrl(state, existingUrl(world, state, input), undefined)
  },
})

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html */
const listFunctionUrlConfigs: Operation<LambdaState, ListInput, object> = defineOperation({
  name: 'ListFunctionUrlConfigs',
  handles: ['FunctionName', 'Marker', 'MaxItems'],
  access: accessTo('ListFunctionUrlConfigs'),
  run(state, { FunctionName, ...paging }, { world }) {
    const { definition } = findFunction(world, state, FunctionName)
    const { name, urls = new Map<string, FunctionUrl>() } = definition
    const all = [...urls].sort(([a], [b]) => (a < b ? -1 : 1))
    const { items, ...more } = pageOf(world, all, {
      ...paging,
      operation: 'ListFunctionUrlConfigs',
      request: name,
      keyOf: ([key]) => key,
    })
    return {
      FunctionUrlConfigs: items.map(([key, url]) =>
        describeUrl(world, url, formatFunctionArn(world.options, name, key || undefined)),
      ),
      ...more,
    }
  },
})

export const urlOperations: Readonly<Record<string, Operation<LambdaState>>> = {
  CreateFunctionUrlConfig: createFunctionUrlConfig,
  DeleteFunctionUrlConfig: deleteFunctionUrlConfig,
  GetFunctionUrlConfig: getFunctionUrlConfig,
  ListFunctionUrlConfigs: listFunctionUrlConfigs,
  UpdateFunctionUrlConfig: updateFunctionUrlConfig,
}
