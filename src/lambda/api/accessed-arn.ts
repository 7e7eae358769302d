import { formatArn } from '../../core/arn.ts'
import type { Access, World } from '../../core/world/world.ts'

/**
 * The function that a request names, as IAM sees it: `arn:...:function:place`, with the qualifier
 * where one was asked for. A name in one of its longer forms already carries account and region.
 * AWS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html#awslambda-resources-for-iam-policies
 */
export function accessedArn(world: World, functionName: string, qualifier?: string): string {
  const { region, accountId } = world.options
  const [, resource = functionName] = /(?:^|:)function:(.*)$/.exec(functionName) ?? []
  const [name = '', own] = resource.split(':')
  const asked = qualifier ?? own
  return formatArn(
    'lambda',
    region,
    accountId,
    asked === undefined || asked === '' ? `function:${name}` : `function:${name}:${asked}`,
  )
}

interface NamedFunction {
  readonly FunctionName: string
  readonly Qualifier?: string
}

/** The permission for an action on the function that the input names. */
export const accessTo =
  (action: string) =>
  <Input extends NamedFunction>(
    { FunctionName, Qualifier }: Input,
    world: World,
  ): readonly Access[] => [
    { action: `lambda:${action}`, resource: accessedArn(world, FunctionName, Qualifier) },
  ]
