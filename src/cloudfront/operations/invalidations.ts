/** Invalidations. AWS: Invalidation.html */
import { ServiceError } from '../../core/errors.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidate, type Invalidation } from '../cache/invalidation.ts'
import { isTag } from '../cache/tags.ts'
import { itemsOf, type ListOf } from '../distributions/config.ts'
import { findDistribution } from '../distributions/existing.ts'
import { UPPER_ALPHANUMERIC } from '../distributions/names.ts'
import { inconsistentQuantities, invalidArgument, notFound, tooMany } from '../errors.ts'
import { MAX_INVALIDATION_PATH_LENGTH, MAX_INVALIDATION_PATHS } from '../limits.ts'
import { pageOf, type PageInput } from '../resources/page.ts'
import type { CloudFrontState } from '../state.ts'

interface Batch {
  readonly CallerReference: string
  readonly Paths: ListOf<string>
}

/** `InProgress` only in the answer to its creation: nothing takes time here. */
const show = (
  { id, callerReference, paths, createdAt }: Invalidation,
  Status: 'InProgress' | 'Completed' = 'Completed',
): object => ({
  Id: id,
  Status,
  CreateTime: new Date(createdAt),
  InvalidationBatch: {
    Paths: { Quantity: paths.length, Items: paths },
    CallerReference: callerReference,
  },
})

// Seen: public reports quote the message.
const invalidPaths = (): ServiceError =>
  invalidArgument('Your request contains one or more invalid invalidation paths.')

export function checkPaths(paths: readonly string[]): void {
  if (paths.length === 0) throw invalidPaths()
  if (paths.length > MAX_INVALIDATION_PATHS) {
    throw tooMany('TooManyInvalidationsInProgress', 'invalidations')
  }
  for (const path of paths) {
    if (path.startsWith('#')) {
      if (!isTag(path.slice(1)) || path.includes('*')) throw invalidPaths()
    } else if (!path.startsWith('/') || path.length > MAX_INVALIDATION_PATH_LENGTH) {
      throw invalidPaths()
    } else if (path.slice(0, -1).includes('*')) throw invalidPaths()
  }
}

const createInvalidation = defineOperation({
  name: 'CreateInvalidation',
  handles: ['DistributionId', 'InvalidationBatch.Paths', 'InvalidationBatch.CallerReference'],
  run(
    state: CloudFrontState,
    input: { readonly DistributionId: string; readonly InvalidationBatch: Batch },
    { world },
  ) {
    const { DistributionId: distributionId, InvalidationBatch: batch } = input
    findDistribution(state, distributionId)
    const { CallerReference: callerReference, Paths } = batch
    const paths = itemsOf(Paths)
    if (Paths.Quantity !== paths.length) throw inconsistentQuantities()
    checkPaths(paths)
    const Location = (id: string): string =>
      `https://cloudfront.amazonaws.com/2020-05-31/distribution/${distributionId}/invalidation/${id}`
    for (const earlier of ofDistribution(state, distributionId)) {
      if (earlier.callerReference !== callerReference) continue
      const isSame = JSON.stringify(earlier.paths) === JSON.stringify(paths)
      // AWS: API_CreateInvalidation.html. Unverified: the wording.
      if (!isSame) throw new ServiceError('InvalidationBatchAlreadyExists', ANOTHER)
      return { Location: Location(earlier.id), Invalidation: show(earlier) }
    }
    const invalidation: Invalidation = {
      id: `I${world.ids.text('invalidation', 25, UPPER_ALPHANUMERIC)}`,
      distributionId,
      callerReference,
      paths,
      createdAt: world.clock.now(),
    }
    state.invalidations.set(invalidation.id, invalidation)
    invalidate(state, distributionId, paths)
    return { Location: Location(invalidation.id), Invalidation: show(invalidation, 'InProgress') }
  },
})

const ANOTHER =
  'The caller reference that you are using to create an invalidation is associated with another invalidation batch.'

const ofDistribution = ({ invalidations }: CloudFrontState, id: string): readonly Invalidation[] =>
  [...invalidations.values()].filter(({ distributionId }) => distributionId === id)

const getInvalidation = defineOperation({
  name: 'GetInvalidation',
  handles: ['DistributionId', 'Id'],
  run(state: CloudFrontState, input: { readonly DistributionId: string; readonly Id: string }) {
    findDistribution(state, input.DistributionId)
    const found = state.invalidations.get(input.Id)
    if (found?.distributionId !== input.DistributionId) throw notFound('NoSuchInvalidation')
    return { Invalidation: show(found) }
  },
})

const listInvalidations = defineOperation({
  name: 'ListInvalidations',
  handles: ['DistributionId', 'Marker', 'MaxItems'],
  run(state: CloudFrontState, input: PageInput & { readonly DistributionId: string }) {
    findDistribution(state, input.DistributionId)
    // AWS: API_ListInvalidations.html: the newest first.
    const all = [...ofDistribution(state, input.DistributionId)].reverse()
    const { items, next, max } = pageOf(all, input, ({ id }) => id)
    const Items = items.map(({ id, createdAt }) => ({
      Id: id,
      CreateTime: new Date(createdAt),
      Status: 'Completed',
    }))
    return {
      InvalidationList: {
        Marker: input.Marker ?? '',
        ...(next !== undefined && { NextMarker: next }),
        MaxItems: max,
        IsTruncated: next !== undefined,
        Quantity: Items.length,
        ...(Items.length > 0 && { Items }),
      },
    }
  },
})

export const invalidationOperations: Readonly<Record<string, Operation<CloudFrontState>>> = {
  CreateInvalidation: createInvalidation,
  GetInvalidation: getInvalidation,
  ListInvalidations: listInvalidations,
}
