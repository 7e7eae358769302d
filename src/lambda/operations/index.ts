import type { Operation } from '../../core/world/world.ts'
import { errorStatusesOf } from '../../model/index.ts'
import { model } from '../api/define-operation.ts'
import { LAMBDA_MODEL } from '../api/model.ts'
import { durableOperations } from './durable/index.ts'
import { eventSourceOperations } from './event-sources/index.ts'
import type { LambdaState } from '../state.ts'
import { deleteFunctionConcurrency } from './concurrency/delete-function-concurrency.ts'
import { deleteProvisionedConcurrencyConfig } from './concurrency/delete-provisioned-concurrency-config.ts'
import { getFunctionConcurrency } from './concurrency/get-function-concurrency.ts'
import { getProvisionedConcurrencyConfig } from './concurrency/get-provisioned-concurrency-config.ts'
import { listProvisionedConcurrencyConfigs } from './concurrency/list-provisioned-concurrency-configs.ts'
import { putFunctionConcurrency } from './concurrency/put-function-concurrency.ts'
import { putProvisionedConcurrencyConfig } from './concurrency/put-provisioned-concurrency-config.ts'
import { deleteFunctionEventInvokeConfig } from './events/delete-function-event-invoke-config.ts'
import { getFunctionEventInvokeConfig } from './events/get-function-event-invoke-config.ts'
import { listFunctionEventInvokeConfigs } from './events/list-function-event-invoke-configs.ts'
import { putFunctionEventInvokeConfig } from './events/put-function-event-invoke-config.ts'
import { updateFunctionEventInvokeConfig } from './events/update-function-event-invoke-config.ts'
import { createFunction } from './functions/create-function.ts'
import { deleteFunction } from './functions/delete-function.ts'
import { getAccountSettings } from './functions/get-account-settings.ts'
import { getFunctionConfiguration } from './functions/get-function-configuration.ts'
import { getFunction } from './functions/get-function.ts'
import { listFunctions } from './functions/list-functions.ts'
import { updateFunctionCode } from './functions/update-function-code.ts'
import { updateFunctionConfiguration } from './functions/update-function-configuration.ts'
import { invoke } from './invoke.ts'
import { invokeWithResponseStream } from './invoke-with-response-stream.ts'
import { addPermission } from './permissions/add-permission.ts'
import { getPolicy } from './permissions/get-policy.ts'
import { removePermission } from './permissions/remove-permission.ts'
import { listTags } from './tags/list-tags.ts'
import { tagResource } from './tags/tag-resource.ts'
import { untagResource } from './tags/untag-resource.ts'
import { urlOperations } from './urls/index.ts'
import { createAlias } from './versions/create-alias.ts'
import { deleteAlias } from './versions/delete-alias.ts'
import { getAlias } from './versions/get-alias.ts'
import { listAliases } from './versions/list-aliases.ts'
import { listVersionsByFunction } from './versions/list-versions-by-function.ts'
import { publishVersion } from './versions/publish-version.ts'
import { updateAlias } from './versions/update-alias.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<LambdaState>>> = {
  ...durableOperations,
  ...urlOperations,
  AddPermission: addPermission,
  CreateAlias: createAlias,
  CreateFunction: createFunction,
  DeleteAlias: deleteAlias,
  DeleteFunction: deleteFunction,
  DeleteFunctionConcurrency: deleteFunctionConcurrency,
  DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig,
  DeleteProvisionedConcurrencyConfig: deleteProvisionedConcurrencyConfig,
  GetAccountSettings: getAccountSettings,
  GetAlias: getAlias,
  GetFunction: getFunction,
  GetFunctionConcurrency: getFunctionConcurrency,
  GetFunctionConfiguration: getFunctionConfiguration,
  GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig,
  GetPolicy: getPolicy,
  GetProvisionedConcurrencyConfig: getProvisionedConcurrencyConfig,
  Invoke: invoke,
  InvokeWithResponseStream: invokeWithResponseStream,
  ListAliases: listAliases,
  ListFunctionEventInvokeConfigs: listFunctionEventInvokeConfigs,
  ListFunctions: listFunctions,
  ...eventSourceOperations,
  ListProvisionedConcurrencyConfigs: listProvisionedConcurrencyConfigs,
  ListTags: listTags,
  ListVersionsByFunction: listVersionsByFunction,
  PublishVersion: publishVersion,
  PutFunctionConcurrency: putFunctionConcurrency,
  PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig,
  PutProvisionedConcurrencyConfig: putProvisionedConcurrencyConfig,
  RemovePermission: removePermission,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAlias: updateAlias,
  UpdateFunctionCode: updateFunctionCode,
  UpdateFunctionConfiguration: updateFunctionConfiguration,
  UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig,
}

/** What the API model says about the name and the qualifier of a function. */
export const checkFunction: (input: object) => void = model.checkOf('Invoke')

/** The statuses of Lambda's errors, by their codes. */
export const errors = (): Readonly<Record<string, number>> => errorStatusesOf(LAMBDA_MODEL)

/** What the API model says about a new event source mapping. */
export const checkMapping: (input: object) => void = model.checkOf('CreateEventSourceMapping')
