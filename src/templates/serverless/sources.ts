/** Where the variables of serverless.yml come from. */
import { isObject } from '../../core/json.ts'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, resolve } from 'node:path'
import { exportsOf, findStack, parseTemplate } from '../../cloudformation/index.ts'
import { cloudformation } from '../../cloudformation/service.ts'
import { MisuseError } from '../../core/errors.ts'
import { isThenable } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import { explained } from '../explain.ts'
import { readText } from '../read-template.ts'
import { constructVariable } from './lift/index.ts'
import { memberAt, Variables, type VariableSources } from './variables.ts'

export interface ServiceSurroundings {
  readonly world: World
  /** The document before its variables are resolved. */
  readonly document: Readonly<Record<string, unknown>>
  readonly folder: string
  readonly stage: string
  /** Options of the command line: `--region` is `opt:region`. */
  readonly options: Readonly<Record<string, string>>
  readonly parameters: Readonly<Record<string, unknown>>
  readonly caller: string
  /** Where a value of the file is. */
  placeOf(path: string): string
}

export function variablesOf(surroundings: ServiceSurroundings): Variables {
  const { world, document, folder, stage, options, parameters, caller } = surroundings
  const { region, accountId } = world.options
  const files = new Map<string, unknown>()
  const sources: VariableSources = {
    self: (address) => ownMember(document, address, variables),
    opt: (address) => (address === 'stage' ? stage : (options[address] ?? undefined)),
    env: (address) => process.env[address],
    sls: (address) => (address === 'stage' ? stage : address === 'instanceId' ? 'test' : undefined),
    param: (address) => parameters[address],
    aws: (address) => ({ region, accountId })[address],
    file: (address, path = '') => {
      const file = resolve(folder, path.trim())
      if (/^\.[cm]?[jt]s$/.test(extname(file)))
        return existsSync(file) ? resultOf(file, address, { ...surroundings, path }) : undefined
      if (!files.has(file)) files.set(file, readContent(file, path.trim(), caller))
      return memberAt(files.get(file), address)
    },
    ssm: (address) => readParameter(world, address),
    cf: (address) => outputOf(world, address),
    construct: (address) => constructVariable(document, address),
    strToBool: (_address, text = '') => /^(?:true|1)$/i.test(text.trim()),
  }
  const variables: Variables = new Variables(sources, caller, surroundings.placeOf)
  return variables
}

/** A member of the file itself. A part of its path may be a variable that stands for a whole map. */
function ownMember(document: unknown, address: string, variables: Variables): unknown {
  let current = document
  let walked = ''
  for (const step of address.split('.')) {
    if (typeof current === 'string') current = variables.resolve(current, walked)
    current = memberAt(current, step)
    walked = walked === '' ? step : `${walked}.${step}`
  }
  return current
}

/**
 * What a module exports, or what the function that it exports returns.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/guide/variables (reference properties in JavaScript files)
 */
function resultOf(
  file: string,
  address: string,
  { caller, path, options, stage }: ServiceSurroundings & { readonly path: string },
): unknown {
  const exported = loadModule(file, path, caller)
  // The module itself, or the member that the address begins with, may be a function.
  const [name = '', ...others] = address.split('.')
  const isWhole = typeof exported === 'function' || name === ''
  const own = isWhole ? exported : memberAt(exported, name)
  const rest = isWhole ? address : others.join('.')
  const result: unknown =
    typeof own === 'function'
      ? Reflect.apply(own, undefined, [{ options: { stage, ...options } }])
      : own
  if (isThenable(result)) {
    throw new MisuseError(
      `${caller} met \${file(${path.trim()})}, whose function is asynchronous.`,
      'a synchronous function, or its result as an option: parameters: { name: value }, with ${param:name} in the file',
    )
  }
  return memberAt(result, rest)
}

function loadModule(file: string, path: string, caller: string): unknown {
  try {
    return createRequire(file)(file) as unknown
  } catch (error) {
    throw new MisuseError(
      `${caller} could not load \${file(${path.trim()})}: ${(error as Error).message}.`,
      'a module that require() can load, or its result as an option: parameters: { name: value }',
    )
  }
}

/** A file that does not exist has no value, so that a fallback counts. */
function readContent(file: string, shown: string, caller: string): unknown {
  if (!existsSync(file)) return undefined
  const text = readText(file, shown, caller)
  return /^\.(?:ya?ml|json)$/.test(extname(file))
    ? explained(shown, undefined, () => parseTemplate(text)).value
    : text.trim()
}

function readParameter(world: World, name: string): unknown {
  const state = world.services.find(({ id }) => id === 'ssm')
  const operation = state?.room().operations['GetParameter']
  if (!state || !operation) return undefined
  try {
    const answer: unknown = world.callSync({
      service: 'ssm',
      operation: 'GetParameter',
      input: { Name: name, WithDecryption: true },
      source: 'service',
    })
    const parameter = isObject(answer) ? answer['Parameter'] : undefined
    const value = isObject(parameter) ? parameter['Value'] : undefined
    return value
  } catch {
    return undefined
  }
}

/** `stack.Output`, or the name of an export. */
function outputOf(world: World, address: string): unknown {
  const state = world.state(cloudformation)
  const dot = address.indexOf('.')
  const stack = findStack(state, address.slice(0, dot))
  const output = stack?.outputs.get(address.slice(dot + 1))
  if (output) return output.value
  for (const { name, value } of exportsOf(state)) if (name === address) return value
  return undefined
}
