/**
 * The forms of a function's name: `place`, `123456789012:function:place` or an ARN, each with or
 * without a qualifier.
 */
import { formatArn } from '../../core/arn.ts'
import type { WorldOptions } from '../../core/world/world.ts'
import {
  functionInOtherAccount,
  functionInOtherRegion,
  functionNotFound,
  qualifierMismatch,
} from '../errors.ts'
import { rooms } from '../rooms.ts'

export interface FunctionName {
  readonly name: string
  readonly qualifier: string | undefined
}

const FUNCTION_NAME =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/

/** A name that breaks no constraint of the model, which need not be loaded to say so. */
const PLAIN_NAME = /^[a-zA-Z0-9-_]{1,64}$/

export const formatFunctionArn = (
  options: WorldOptions,
  name: string,
  qualifier?: string,
): string =>
  formatArn(
    'lambda',
    options.region,
    options.accountId,
    qualifier === undefined ? `function:${name}` : `function:${name}:${qualifier}`,
  )

/**
 * Parses a function's name. Throws AWS's errors for malformed names and for functions of other
 * regions or accounts.
 */
export function parseFunctionName(
  text: string,
  options: WorldOptions,
  asked?: string,
): FunctionName {
  if (asked !== undefined || !PLAIN_NAME.test(text)) {
    rooms.lambdaOperations().checkFunction({ FunctionName: text, Qualifier: asked })
  }
  const match = FUNCTION_NAME.exec(text)
  if (!match) throw functionNotFound(text)
  // AWS: Invoke, Qualifier, Pattern: empty text asks for no qualifier.
  const qualifier = asked === '' ? undefined : asked
  const [, region, account, name = '', own] = match
  if (region !== undefined && region !== options.region) {
    throw functionInOtherRegion(region, options.region)
  }
  if (account !== undefined && account !== options.accountId) throw functionInOtherAccount(text)
  if (own !== undefined && qualifier !== undefined && own !== qualifier) throw qualifierMismatch()
  return { name, qualifier: qualifier ?? own }
}
