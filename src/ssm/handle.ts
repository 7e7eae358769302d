/** `Parameter`, the handle of a parameter. */
import { isServiceError, MisuseError } from '../core/errors.ts'
import { missingResource } from '../core/handles/look-up.ts'
import { homeOf, worldOf, writableWorldOf } from '../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../core/handles/service-handle.ts'
import type { CallRecord } from '../core/journal.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { World } from '../core/world/world.ts'
import { parameterArn } from './operations/index.ts'
import { namesIn } from './room.ts'
import { ssm } from './service.ts'
import { latestOf, type ParameterType, type StoredParameter } from './state.ts'

/** One version of a parameter. */
export interface ParameterVersion {
  readonly version: number
  /** In plain text, for a `SecureString` as well. */
  readonly value: string
  readonly type: ParameterType
  readonly labels: readonly string[]
  /** Milliseconds since 1970, by the region's clock. */
  readonly modifiedAt: number
}

type ParameterOperation =
  | 'GetParameter'
  | 'GetParameterHistory'
  | 'PutParameter'
  | 'DeleteParameter'
  | 'LabelParameterVersion'
  | 'UnlabelParameterVersion'
  | 'GetParameters'
  | 'DeleteParameters'

const PARAMETER: ServiceHandleDescription = {
  kind: 'parameter',
  noun: 'a parameter',
  arn: { service: 'ssm', type: 'parameter' },
  service: 'ssm',
  operations: [
    'GetParameter',
    'GetParameterHistory',
    'PutParameter',
    'DeleteParameter',
    'LabelParameterVersion',
    'UnlabelParameterVersion',
  ],
  sharedOperations: ['GetParameters', 'DeleteParameters'],
  isAbout: (input, name) => {
    const { Names } = input as { readonly Names?: readonly string[] }
    return Names?.some((each) => each.split(':')[0] === name) ?? false
  },
  open: (world, { name }) => new Parameter(world, name),
}

/**
 * A handle of a parameter. It prints as its ARN.
 *
 * @example
 * const table = createParameter('/shop/table', 'orders')
 * table.value // 'orders'
 */
export class Parameter extends ServiceHandle<ParameterOperation> {
  /** @internal */
  constructor(home: World, name: string) {
    super(PARAMETER, home, name)
  }

  /** The ARN. The name's first slash is not doubled. */
  override get arn(): string {
    return parameterArn(homeOf(this).options, this.name)
  }

  /** The newest value, in plain text. */
  get value(): string {
    return latestOf(this.#stored).value
  }

  /** All versions that Parameter Store keeps, oldest first. */
  get history(): readonly ParameterVersion[] {
    return this.#stored.versions.map(({ version, value, type, labels, modifiedAt }) => ({
      version,
      value,
      type,
      labels,
      modifiedAt,
    }))
  }

  /** The calls that read it, oldest first: GetParameter, GetParameters and GetParametersByPath. */
  get reads(): readonly CallRecord[] {
    return worldOf(this).journal.of<CallRecord>(
      'call',
      ({ service, operation, output }) =>
        service === 'ssm' && READS.includes(operation) && namesIn(output).includes(this.name),
    )
  }

  /**
   * Writes a new version, as PutParameter with Overwrite does.
   *
   * @throws MisuseError when Parameter Store would refuse the value
   */
  put(value: string | readonly string[]): this {
    putParameterFor(writableWorldOf(this), `${this.name}.put()`, {
      Name: this.name,
      Value: toText(value),
      Overwrite: true,
    })
    return this
  }

  get #stored(): StoredParameter {
    const { parameters } = worldOf(this).state(ssm)
    const stored = parameters.get(this.name)
    if (!stored) throw missingResource('a parameter', this.name, parameters.keys())
    return stored
  }
}

const READS = ['GetParameter', 'GetParameters', 'GetParametersByPath']

export const toText = (value: string | readonly string[]): string =>
  typeof value === 'string' ? value : value.join(',')

/** Calls PutParameter without a record. Its refusals are slips of the test. */
export function putParameterFor(
  world: World,
  caller: string,
  input: Record<string, unknown>,
): void {
  try {
    world.callSync({ service: 'ssm', operation: 'PutParameter', input, source: 'service' })
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(
      `${caller} was refused: ${error.message}`,
      'a name and value that AWS takes',
    )
  }
}

/**
 * Returns the handle of a parameter: `region.parameter(nameOrArn)`.
 *
 * @throws MisuseError when the parameter does not exist
 */
export function parameterHandle(home: World, nameOrArn: string): Parameter {
  const { parameters } = resolveWorld(home).state(ssm)
  const [, path] = /^arn:[^:]+:ssm:[^:]*:\d*:parameter(\/.+)$/.exec(nameOrArn) ?? []
  const names = path === undefined ? [nameOrArn] : [path, path.slice(1)]
  const name = names.find((each) => parameters.has(each))
  if (name === undefined) throw missingResource('a parameter', nameOrArn, parameters.keys())
  return new Parameter(home, name)
}
