/** The permissions of the control plane: a verb of HTTP, and the path of a resource. */
// AWS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
import { formatArn } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5` */
export const apiGatewayArn = ({ options }: World, path: string): string =>
  formatArn('apigateway', options.region, '', path)

/** The members of the input that a path names: `/restapis/{restApiId}`. */
export const pathMembers = (path: string): string[] =>
  Array.from(path.matchAll(/\{(\w+)\}/g), ([, member = '']) => member)

export const filledPath = (path: string, input: object): string =>
  path.replace(/\{(\w+)\}/g, (_, member: string) => String(Reflect.get(input, member)))
