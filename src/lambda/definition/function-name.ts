/** The ways to name a function: `place`, `place:prod`, `123456789012:function:place`, or its ARN, each with or without a qualifier. */
import { formatArn } from '../../core/arn.ts'
import type { WorldOptions } from '../../core/world.ts'
import {
  constraintViolated,
  functionInOtherAccount,
  functionInOtherRegion,
  qualifierMismatch,
} from '../errors.ts'

export interface FunctionName {
  readonly name: string
  readonly qualifier: string | undefined
}

// AWS: Invoke, FunctionName, Pattern.
const PATTERN =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?'
const FUNCTION_NAME =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/

// AWS: Invoke, Qualifier, Pattern: the empty one is none.
const QUALIFIER_PATTERN = '(|[a-zA-Z0-9$_-]+)'
const QUALIFIER = new RegExp(`^${QUALIFIER_PATTERN}$`)

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

/** Throws AWS's errors for what is no name, or names another region's or account's function. */
export function parseFunctionName(
  text: string,
  options: WorldOptions,
  asked?: string,
): FunctionName {
  const match = FUNCTION_NAME.exec(text)
  if (!match) {
    throw constraintViolated(
      text,
      'functionName',
      `Member must satisfy regular expression pattern: ${PATTERN}`,
    )
  }
  if (asked !== undefined && !QUALIFIER.test(asked)) {
    throw constraintViolated(
      asked,
      'qualifier',
      `Member must satisfy regular expression pattern: ${QUALIFIER_PATTERN}`,
    )
  }
  const qualifier = asked === '' ? undefined : asked
  const [, region, account, name, own] = match as unknown as [
    string,
    string | undefined,
    string | undefined,
    string,
    string | undefined,
  ]
  if (region !== undefined && region !== options.region) {
    throw functionInOtherRegion(region, options.region)
  }
  if (account !== undefined && account !== options.accountId) throw functionInOtherAccount(text)
  if (own !== undefined && qualifier !== undefined && own !== qualifier) throw qualifierMismatch()
  return { name, qualifier: qualifier ?? own }
}
