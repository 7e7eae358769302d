/** `Secret`, the handle of a secret. */
import { isServiceError, MisuseError } from '../core/errors.ts'
import { missingResource } from '../core/handles/look-up.ts'
import { homeOf, worldOf, writableWorldOf } from '../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../core/handles/service-handle.ts'
import type { CallRecord } from '../core/journal.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { World } from '../core/world/world.ts'
import { nameOf } from './state.ts'
import { secretsmanager } from './service.ts'
import { CURRENT, versionAt, type StoredSecret } from './state.ts'

/** One version of a secret. */
export interface SecretVersion {
  readonly id: string
  /** The text of a string, the bytes of a binary. */
  readonly value: string | Uint8Array | undefined
  /** `AWSCURRENT`, `AWSPREVIOUS`, ...; empty once it is deprecated. */
  readonly stages: readonly string[]
  /** Milliseconds since 1970, by the region's clock. */
  readonly createdAt: number
}

type SecretOperation =
  | 'GetSecretValue'
  | 'PutSecretValue'
  | 'UpdateSecret'
  | 'UpdateSecretVersionStage'
  | 'DescribeSecret'
  | 'DeleteSecret'
  | 'RestoreSecret'
  | 'RotateSecret'
  | 'ListSecretVersionIds'

const SECRET: ServiceHandleDescription = {
  kind: 'secret',
  noun: 'a secret',
  arn: { service: 'secretsmanager', type: 'secret', separator: ':' },
  service: 'secretsmanager',
  operations: [
    'GetSecretValue',
    'PutSecretValue',
    'UpdateSecret',
    'UpdateSecretVersionStage',
    'DescribeSecret',
    'DeleteSecret',
    'RestoreSecret',
    'RotateSecret',
    'ListSecretVersionIds',
  ],
  open: (world, { name }) => new Secret(world, name),
}

/**
 * A handle of a secret. It prints as its ARN.
 *
 * @example
 * const db = createSecret('shop/db', { user: 'ann', password: 'hush' })
 * db.json // { user: 'ann', password: 'hush' }
 */
export class Secret extends ServiceHandle<SecretOperation> {
  /** @internal */
  constructor(home: World, name: string) {
    super(SECRET, home, name)
  }

  /** The ARN, with the random suffix that Secrets Manager gave it. */
  override get arn(): string {
    return homeOf(this).state(secretsmanager).secrets.get(this.name)?.arn ?? this.#stored.arn
  }

  /** The current value: text, or the bytes of a binary. Undefined for an empty secret. */
  get value(): string | Uint8Array | undefined {
    const current = versionAt(this.#stored, CURRENT)
    return current?.text ?? current?.binary
  }

  /** The current value parsed from JSON. Undefined if it is not JSON. */
  get json(): unknown {
    const { value } = this
    if (typeof value !== 'string') return undefined
    try {
      return JSON.parse(value) as unknown
    } catch {
      // JSON.parse throws for a value that is plain text.
      return undefined
    }
  }

  /** All versions, oldest first. */
  get history(): readonly SecretVersion[] {
    return [...this.#stored.versions.values()].map(({ id, text, binary, stages, createdAt }) => ({
      id,
      value: text ?? binary,
      stages,
      createdAt,
    }))
  }

  /** The calls that read its value, oldest first. */
  get reads(): readonly CallRecord[] {
    return this.calls.filter(
      ({ operation, error }) => operation === 'GetSecretValue' && error === undefined,
    )
  }

  /**
   * Writes a new current version, as PutSecretValue does. Objects become JSON text.
   *
   * @throws MisuseError when Secrets Manager would refuse the value
   */
  put(value: unknown): this {
    const world = writableWorldOf(this)
    callFor(world, `${this.name}.put()`, 'PutSecretValue', {
      SecretId: this.name,
      ClientRequestToken: world.ids.uuid('secret-version'),
      ...toMembers(value),
    })
    return this
  }

  get #stored(): StoredSecret {
    const { secrets } = worldOf(this).state(secretsmanager)
    const stored = secrets.get(this.name)
    if (!stored) throw missingResource('a secret', this.name, secrets.keys())
    return stored
  }
}

/** The members of a request for a value: text, bytes, or anything that JSON can say. */
export function toMembers(value: unknown): { SecretString: string } | { SecretBinary: Uint8Array } {
  if (value instanceof Uint8Array) return { SecretBinary: value }
  return { SecretString: typeof value === 'string' ? value : JSON.stringify(value) }
}

/** Makes a call without a record. Its refusals are slips of the test. */
export function callFor(
  world: World,
  caller: string,
  operation: string,
  input: Record<string, unknown>,
): void {
  try {
    world.callSync({ service: 'secretsmanager', operation, input, source: 'service' })
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(
      `${caller} was refused: ${error.message}`,
      'a name and value that AWS takes',
    )
  }
}

/**
 * Returns the handle of a secret: `region.secret(nameOrArn)`.
 *
 * @throws MisuseError when the secret does not exist
 */
export function secretHandle(home: World, nameOrArn: string): Secret {
  const { secrets } = resolveWorld(home).state(secretsmanager)
  const name = secrets.has(nameOrArn) ? nameOrArn : nameOf(nameOrArn)
  if (!secrets.has(name)) throw missingResource('a secret', nameOrArn, secrets.keys())
  return new Secret(home, name)
}
