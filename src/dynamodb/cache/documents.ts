/* oxlint-disable typescript/no-explicit-any -- as in the SDK, items may hold anything */
/** `cache.documents`: the methods of DaxDocument. */
import type { MaybePromise } from '../../core/maybe-promise.ts'
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { answer } from './answer.ts'
import type { Answer } from './passage.ts'
import { cacheStateIn } from './cache-state-in.ts'
import { toAnswer, toRequest } from './requests.ts'

type Input = Readonly<Record<string, any>>
/** The output of the operation, in plain values. */
export type CacheOutput = Record<string, any>

/**
 * The methods of `DaxDocument` (@amazon-dax-sdk/lib-dax): code under test takes it in place of its
 * own client. Inputs and outputs are those of a `DynamoDBDocument`, in plain values.
 */
export interface CacheDocuments {
  get(input: Input): Promise<CacheOutput>
  put(input: Input): Promise<CacheOutput>
  update(input: Input): Promise<CacheOutput>
  delete(input: Input): Promise<CacheOutput>
  query(input: Input): Promise<CacheOutput>
  scan(input: Input): Promise<CacheOutput>
  batchGet(input: Input): Promise<CacheOutput>
  batchWrite(input: Input): Promise<CacheOutput>
  transactGet(input: Input): Promise<CacheOutput>
  transactWrite(input: Input): Promise<CacheOutput>
  /** @throws UnsupportedError: what a cluster answers to statements is not known */
  executeStatement(input: Input): Promise<CacheOutput>
  /** @throws UnsupportedError */
  batchExecuteStatement(input: Input): Promise<CacheOutput>
  /** @throws UnsupportedError */
  executeTransaction(input: Input): Promise<CacheOutput>
  /** Does nothing: there is no connection. */
  destroy(): void
}

const METHODS = {
  get: 'GetItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  query: 'Query',
  scan: 'Scan',
  batchGet: 'BatchGetItem',
  batchWrite: 'BatchWriteItem',
  transactGet: 'TransactGetItems',
  transactWrite: 'TransactWriteItems',
  executeStatement: 'ExecuteStatement',
  batchExecuteStatement: 'BatchExecuteStatement',
  executeTransaction: 'ExecuteTransaction',
} as const

/** `worldOf`: the world that the cache's handle means now. */
export function createDocuments(name: string, worldOf: () => World): CacheDocuments {
  const methods: Record<string, unknown> = { destroy: () => undefined }
  for (const [method, operation] of Object.entries(METHODS)) {
    const site = { caller: `${name}.documents.${method}` }
    methods[method] = async (input: Input): Promise<Answer> => {
      const world = worldOf()
      const state = cacheStateIn(world, name)
      if (operation.startsWith('Execute') || operation.startsWith('BatchExecute')) {
        throw world.refuse(new UnsupportedError({ service: 'DAX', operation }))
      }
      const request = toRequest(input, operation, site)
      const answered: MaybePromise<Answer> = answer(world, name, state, operation, request)
      return toAnswer(answered instanceof Promise ? await answered : answered)
    }
  }
  return methods as unknown as CacheDocuments
}
