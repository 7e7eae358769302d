/**
 * Tags that begin with `aws:` are AWS's own: no request may give them. CloudFormation does, for the
 * resources of its stacks.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-add-tags.html
 */

let depth = 0

/** Whether a request may not give a tag of this key. */
export const isReservedTag = (key: string, reserved: RegExp = /^aws:/i): boolean =>
  depth === 0 && reserved.test(key)

/** Runs a synchronous operation that may give tags of AWS's own. */
export function withOwnTags<Result>(run: () => Result): Result {
  depth++
  try {
    return run()
  } finally {
    depth--
  }
}
