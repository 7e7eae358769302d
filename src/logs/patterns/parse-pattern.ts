/**
 * The filter patterns of metric filters, subscription filters and FilterLogEvents: terms, JSON
 * conditions and space-delimited fields.
 *
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import { unclosedPattern } from '../errors.ts'
import { parseDelimited } from './delimited-pattern.ts'
import { PLAIN_MATCH, type FilterPattern } from './filter-pattern.ts'
import { parseJsonPattern } from './json-pattern.ts'
import { parseTerms } from './terms.ts'

const EVERYTHING: FilterPattern = { match: () => PLAIN_MATCH, declares: () => false }

/** Throws AWS's InvalidParameterException for a pattern that is wrong. */
export function parsePattern(text: string): FilterPattern {
  const pattern = text.trim()
  if (pattern === '') return EVERYTHING
  if (pattern.startsWith('{')) {
    if (!pattern.endsWith('}')) throw unclosedPattern('{', '}')
    return parseJsonPattern(pattern.slice(1, -1))
  }
  if (pattern.startsWith('[')) {
    if (!pattern.endsWith(']')) throw unclosedPattern('[', ']')
    return parseDelimited(pattern.slice(1, -1))
  }
  return parseTerms(pattern)
}
