/** Where the variables of serverless.yml come from. */
import { isObject } from '../../core/json.ts'
import { existsSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { exportsOf, findStack, parseTemplate } from '../../cloudformation/index.ts'
import { cloudformation } from '../../cloudformation/service.ts'
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { explained } from '../explain.ts'
import { readText } from '../read-template.ts'
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
      if (!files.has(file)) files.set(file, readContent(file, path.trim(), caller))
      return memberAt(files.get(file), address)
    },
    ssm: (address) => readParameter(world, address),
    cf: (address) => outputOf(world, address),
    strToBool: (_address, text = '') => /^(?:true|1)$/i.test(text.trim()),
  }
  const variables: Variables = new Variables(sources, caller)
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

/** A file that does not exist has no value, so that a fallback counts. */
function readContent(file: string, shown: string, caller: string): unknown {
  if (!existsSync(file)) return undefined
  if (/^\.(?:[cm]?[jt]s)$/.test(extname(file))) {
    throw new MisuseError(
      `${caller} met \${file(${shown})}, which runs code.`,
      'its result as an option: parameters: { name: value }, with ${param:name} in the file',
    )
  }
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
