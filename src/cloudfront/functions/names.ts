/** ARNs of CloudFront functions. */
import { buildArn, parseArnOf, type ArnForm } from '../../core/resources/arn-form.ts'
import type { World } from '../../core/world/world.ts'

const FUNCTION: ArnForm = { service: 'cloudfront', type: 'function', scope: 'account' }

export const functionArn = ({ options }: World, name: string): string =>
  buildArn(FUNCTION, options, name)

export const functionNameIn = (arn: string): string | undefined => parseArnOf(FUNCTION, arn)?.name

/** AWS: API_CreateFunction.html */
export const isFunctionName = (name: string): boolean => /^[a-zA-Z0-9-_]{1,64}$/.test(name)
