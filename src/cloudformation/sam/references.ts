/**
 * References to resources that the transform makes: `!Ref PlaceFunction.Version`.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html (referencing generated resources)
 */
import { isObject } from '../../core/json.ts'
import { setOwn } from '../../core/set-own.ts'

/** Returns a copy in which each name of the map is the logical id behind it. */
export function withReferences(value: unknown, made: ReadonlyMap<string, string>): unknown {
  if (made.size === 0) return value
  return replace(value, made)
}

function replace(value: unknown, made: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((entry) => replace(entry, made))
  if (!isObject(value)) return value
  const copy: Record<string, unknown> = {}
  for (const [key, entry] of Object.entries(value)) setOwn(copy, key, member(key, entry, made))
  return copy
}

function member(key: string, value: unknown, made: ReadonlyMap<string, string>): unknown {
  switch (key) {
    case 'Ref':
      return typeof value === 'string' ? (made.get(value) ?? value) : value
    case 'Fn::GetAtt':
      return attribute(value, made)
    case 'Fn::Sub': {
      if (typeof value === 'string') return text(value, made)
      if (!Array.isArray(value) || typeof value[0] !== 'string') return replace(value, made)
      const [format, ...rest] = value as [string, ...unknown[]]
      return [text(format, made), ...rest.map((entry) => replace(entry, made))]
    }
    default:
      return replace(value, made)
  }
}

/** `[PlaceFunction, Alias.Arn]`, `PlaceFunction.Alias.Arn`. */
function attribute(value: unknown, made: ReadonlyMap<string, string>): unknown {
  const parts = typeof value === 'string' ? value.split('.') : Array.isArray(value) ? value : []
  if (!parts.every((part) => typeof part === 'string')) return replace(value, made)
  const [id = '', property = '', ...rest] = parts.join('.').split('.')
  const found = made.get(`${id}.${property}`)
  return found === undefined || rest.length === 0 ? value : [found, rest.join('.')]
}

const text = (format: string, made: ReadonlyMap<string, string>): string =>
  format.replace(/\$\{([^!{}]+)\}/g, (whole, name: string) => {
    const own = made.get(name.trim())
    if (own !== undefined) return `\${${own}}`
    const [id, property, ...rest] = name.trim().split('.')
    const found = made.get(`${id}.${property}`)
    return found === undefined || rest.length === 0 ? whole : `\${${found}.${rest.join('.')}}`
  })
