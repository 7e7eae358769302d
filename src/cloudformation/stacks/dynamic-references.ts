/**
 * Dynamic references: `{{resolve:ssm:/shop/table:2}}`.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
import { isObject } from '../../core/json.ts'
import { isServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { TemplateError, type Path } from '../errors.ts'
import { callQuietly } from '../calls/call-quietly.ts'

const FORM = /^\{\{resolve:(ssm|ssm-secure|secretsmanager):(.+)\}\}$/

export function resolveReference(world: World, text: string, path: Path): string {
  const [, service, rest = ''] = FORM.exec(text) ?? []
  try {
    switch (service) {
      case 'ssm':
      case 'ssm-secure':
        return readParameter(world, rest)
      case 'secretsmanager':
        return readSecret(world, rest, path)
    }
  } catch (error) {
    if (!isServiceError(error) || error instanceof TemplateError) throw error
    // Unverified: the text for a parameter, whose error has none
    const problem = error.message === '' ? `Parameters: [${rest}] cannot be found.` : error.message
    throw new TemplateError(problem, path, `The reference is ${text}.`)
  }
  // Unverified: the text for another service
  throw new TemplateError(`Template error: invalid dynamic reference ${text}`, path)
}

/** `name` or `name:version`. */
function readParameter(world: World, reference: string): string {
  const { Parameter: found } = callQuietly(world, 'ssm', 'GetParameter', {
    Name: reference,
    WithDecryption: true,
  })
  return isObject(found) ? String(found['Value']) : ''
}

/** `id[:SecretString[:key[:stage[:version]]]]`. The id may be an ARN, which has colons itself. */
function readSecret(world: World, reference: string, path: Path): string {
  const parts = reference.split(':')
  const id = parts.splice(0, reference.startsWith('arn:') ? 7 : 1).join(':')
  const [, key = '', stage = '', version = ''] = parts
  const { SecretString: secret } = callQuietly(world, 'secretsmanager', 'GetSecretValue', {
    SecretId: id,
    ...(stage !== '' && { VersionStage: stage }),
    ...(version !== '' && { VersionId: version }),
  })
  if (key === '') return String(secret)
  const value = memberOf(String(secret), key)
  if (value !== undefined) return typeof value === 'string' ? value : JSON.stringify(value)
  // Seen: CreateStack in public issues
  throw new TemplateError(
    `Could not find a value associated with JSONKey in SecretString`,
    path,
    `The secret ${id} has no member '${key}'.`,
  )
}

function memberOf(secret: string, key: string): unknown {
  try {
    const parsed: unknown = JSON.parse(secret)
    return isObject(parsed) && Object.hasOwn(parsed, key) ? parsed[key] : undefined
  } catch {
    return undefined
  }
}
