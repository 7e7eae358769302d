/** The names of parameters: paths, ARNs, and selectors of a version or a label. */
// AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html, Name,
// and API_GetParameter.html, Name.
import { formatArn, parseArn } from '../../core/arn.ts'
import { UnsupportedError } from '../../core/errors.ts'
import type { World, WorldOptions } from '../../core/world/world.ts'
import * as errors from '../errors.ts'
import { MOST_LEVELS, NAME_LENGTH } from '../limits.ts'
import { latestOf, type SsmState, type StoredParameter, type StoredVersion } from '../state.ts'

/** The ARN names the path without its first slash: `parameter/shop/table` for `/shop/table`. */
export const parameterArn = ({ region, accountId }: WorldOptions, name: string): string =>
  formatArn('ssm', region, accountId, `parameter/${name.replace(/^\//, '')}`)

const RESERVED = /^\/?aws(?:\/|$)/i
const NAME = /^\/?(?!ssm)[a-zA-Z0-9_.-]+(?:\/[a-zA-Z0-9_.-]+)*$/i
/** Parameters of AWS, which are the same for everyone. */
const PUBLIC = /^\/aws\/service\//
/** Other services' values under the names of parameters. */
const REFERENCE = /^\/aws\/reference\/secretsmanager\/(.+)$/

/** Checks the name of a new parameter. */
export function checkName(name: string): void {
  if (RESERVED.test(name)) throw errors.nameReserved(name)
  if (name.length > NAME_LENGTH || !NAME.test(name)) throw errors.nameInvalid()
  // A name with a slash is a path, and a path begins with one.
  if (name.includes('/') && !name.startsWith('/')) throw errors.notQualified()
  if (name.split('/').length - 1 > MOST_LEVELS) throw errors.tooManyLevels(MOST_LEVELS)
}

interface Selected {
  readonly parameter: StoredParameter
  readonly version: StoredVersion
  /** `:3`, `:prod`, or absent. */
  readonly selector: string | undefined
}

/** Splits `arn:...:parameter/shop/table:3` or `/shop/table:prod` into name and selector. */
function splitName(
  { parameters }: SsmState,
  text: string,
): { readonly name: string; readonly selector: string | undefined } {
  const arn = parseArn(text)
  const path = arn?.service === 'ssm' ? arn.resource.replace(/^parameter/, '') : text
  const [own = '', selector] = path.split(':')
  // The ARN of a parameter without a slash has one before its name as well.
  const name = arn && !parameters.has(own) ? own.slice(1) : own
  return { name, selector }
}

/**
 * Finds the version of a parameter that a request names. Returns undefined for an unknown
 * parameter; throws for an unknown version.
 */
export function select(world: World, state: SsmState, text: string): Selected | undefined {
  if (PUBLIC.test(text)) {
    throw world.refuse(new UnsupportedError({ service: 'SSM', parameter: '/aws/service' }))
  }
  const { name, selector } = splitName(state, text)
  const parameter = state.parameters.get(name)
  if (!parameter) return undefined
  if (selector === undefined) return { parameter, version: latestOf(parameter), selector }
  const version = parameter.versions.find((each) =>
    /^\d+$/.test(selector) ? each.version === Number(selector) : each.labels.includes(selector),
  )
  if (!version) throw errors.versionNotFound(name, selector)
  return { parameter, version, selector: `:${selector}` }
}

/** Finds a parameter by name or ARN, for operations that name no version. */
export function find(state: SsmState, text: string): StoredParameter {
  const parameter = state.parameters.get(splitName(state, text).name)
  if (!parameter) throw errors.parameterNotFound()
  return parameter
}

/** The name of the secret that a name refers to: `/aws/reference/secretsmanager/shop/db`. */
export const secretIn = (text: string): string | undefined => REFERENCE.exec(text)?.[1]
