/** Regular expressions of API models. They are Java's, and match the whole string. */

/**
 * Prints a pattern like AWS's messages. The public models anchor patterns that the services do not
 * anchor: the service's `[\w ]+` is `^[\w ]+$` there.
 * Recorded: test_put_target_id_validation (EventBridge, `[\.\-_A-Za-z0-9]+`),
 * test_sts_invalid_parameters (`[\w+=,.@-]*`); seen on Cognito, Lambda, IAM and CloudFormation as
 * well.
 * Unverified: the patterns that keep an anchor in the service itself (SSM prints
 * `^[\p{L}\p{N}+=,.@\-_]*$` for a role, aws-sdk-js#2748).
 */
export function printPattern(pattern: string): string {
  const start = pattern.startsWith('^')
  const end = pattern.endsWith('$') && !pattern.endsWith('\\$')
  const inner = pattern.slice(start ? 1 : 0, end ? -1 : undefined)
  // The public models cut `.*` at either end, and the anchor with it.
  return `${start || inner.startsWith('.*') ? '' : '.*'}${inner}${end || inner.endsWith('.*') ? '' : '.*'}`
}

/** Matches strings that satisfy the printed `pattern` from end to end. */
export function compilePattern(pattern: string): RegExp {
  // Java: (?i) and (?s) at the beginning apply to the whole pattern.
  const flags = /^\(\?([is]+)\)/.exec(pattern)?.[1] ?? ''
  const body = pattern
    .slice(flags === '' ? 0 : flags.length + 3)
    // Java's name for visible ASCII and the space. JavaScript has no name for them.
    .replaceAll('\\p{Print}', '[\\x20-\\x7E]')
  // Letters, digits, ... of all scripts, and surrogate pairs, need the mode that matches whole
  // characters.
  const unicode = /\\p\{|\\uD8/i.test(body) ? 'u' : ''
  return new RegExp(`^(?:${body})$`, flags + unicode)
}
