/**
 * Custom resources: a function or a topic of the user makes them.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
import { isUnsupportedError } from '../../core/errors.ts'
import type { Steps } from '../../core/maybe-promise.ts'
import type { CustomWish } from '../custom/request.ts'
import type { CustomAnswer } from '../custom/response.ts'
import { rooms } from '../rooms.ts'
import type { StackResource } from '../stack.ts'
import type { Owner } from './owner.ts'
import type { MadeResource, Skip, Wish } from './wish.ts'

/** Whether a type is a custom resource. A room may make some of them itself: `Custom::LogRetention`. */
export const isCustom = (type: string): boolean =>
  type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::')

export function* createCustom(
  owner: Owner,
  { id, declaration, properties }: Wish,
  skip: Skip,
  generate: (longest: number) => string,
): Steps<MadeResource> {
  const reason = owner.runsFunctions
    ? rooms.customResources().missingProvider(around(owner), properties['ServiceToken'])
    : 'Its function has not run.'
  if (reason !== undefined) {
    skip(undefined, reason)
    return { id: generate(255) }
  }
  try {
    const wish = { logicalId: id, type: declaration.Type, stackId: owner.id, properties }
    return toMade(owner, id, yield* ask(owner, { ...wish, requestType: 'Create' }))
  } catch (error) {
    if (!isUnsupportedError(error)) throw error
    skip(undefined, error.message)
    return { id: generate(255) }
  }
}

/** The answer may have another physical id: AWS then deletes the resource that has the old one. */
export function* updateCustom(
  owner: Owner,
  { id, declaration, properties }: Wish,
  { physicalId, properties: before }: StackResource,
): Steps<MadeResource> {
  const wish = { logicalId: id, type: declaration.Type, stackId: owner.id, properties }
  return toMade(
    owner,
    id,
    yield* ask(owner, { ...wish, requestType: 'Update', before, physicalId }),
  )
}

export function* deleteCustom(
  owner: Owner,
  { logicalId, type, physicalId, properties }: StackResource,
): Steps<void> {
  const wish = { logicalId, type, stackId: owner.id, properties, physicalId }
  yield* ask(owner, { ...wish, requestType: 'Delete' })
}

function* ask(owner: Owner, wish: CustomWish): Steps<CustomAnswer> {
  owner.show()
  return yield* rooms.customResources().ask(around(owner), wish)
}

const around = (owner: Owner) => ({
  world: owner.world,
  cause: owner.cause,
  findFunction: (name: string) => owner.findResource('AWS::Lambda::Function', name),
})

const toMade = ({ id: stackId }: Owner, id: string, answer: CustomAnswer): MadeResource => ({
  id: answer.physicalId,
  attributes: answer.data,
  answer: `${stackId}|${id}|${answer.requestId}`,
})
