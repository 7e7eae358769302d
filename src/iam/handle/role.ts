/** `Role`, the handle of a role. */
import { missingResource } from '../../core/handles/look-up.ts'
import {
  ResourceHandle,
  worldOf,
  writableWorldOf,
  type HandleDescription,
} from '../../core/handles/resource-handle.ts'
import type { PolicyDocument, StatementDocument } from '../../core/policies/document.ts'
import { ROLE_KIND } from '../../core/resources/kinds.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import type { DenialRecord } from '../authorization/denials.ts'
import { documentOf, statementsIn } from '../documents/statements.ts'
import { rooms } from '../rooms.ts'
import { iam } from '../service.ts'
import { changed, type Role as StoredRole } from '../state.ts'

const ROLE: HandleDescription = {
  ...ROLE_KIND,
  open: (world, { name, arn }) => new Role(world, name, arn),
}

/**
 * A handle of an IAM role. It prints as its ARN.
 *
 * @example
 * const role = createRole('place', [allow('dynamodb:PutItem', orders)])
 * registerFunction('place', handler, { role })
 */
export class Role extends ResourceHandle {
  readonly #arn: string

  /** @internal */
  constructor(home: World, name: string, arn: string) {
    super(ROLE, home, name)
    this.#arn = arn
  }

  /** The ARN, with the role's path. */
  override get arn(): string {
    return this.#arn
  }

  /** The unique id: `AROA...`. */
  get id(): string {
    return this.#stored.id
  }

  /** The calls that the role's policies, or those of the resources, did not allow; oldest first. */
  get denials(): readonly DenialRecord[] {
    return worldOf(this).journal.of<DenialRecord>('denial', ({ role }) => role === this.arn)
  }

  /**
   * Adds statements to the role's own policy.
   *
   * @example
   * role.add(allow('s3:GetObject', `${uploads}/*`))
   */
  add(...statements: readonly StatementDocument[]): this {
    const { roles } = stateOf(writableWorldOf(this))
    const role = this.#stored
    const inline = new Map(role.inline)
    const added = [...statementsIn(role.inline.get(OWN_POLICY)), ...statements]
    inline.set(OWN_POLICY, documentOf(added))
    roles.set(role.name, { ...role, inline })
    changed(stateOf(worldOf(this)))
    return this
  }

  /**
   * Returns the smallest policy that allows every call which the role's sessions have made: one
   * statement for each set of resources. Reads the journal, which keeps the newest records.
   *
   * @throws MisuseError in a region whose option `iam` is `off`
   */
  leastPrivilege(): PolicyDocument {
    return rooms.iamReports().leastPrivilegeOfRole(worldOf(this), this.arn)
  }

  get #stored(): StoredRole {
    const { roles } = stateOf(worldOf(this))
    const stored = roles.get(this.name)
    if (!stored) throw missingResource('a role', this.name, roles.keys())
    return stored
  }
}

/** The inline policy that `createRole` writes. */
export const OWN_POLICY = 'policy'

const stateOf = (world: World) => world.state(iam)

/**
 * Returns the handle of a role: `region.role(nameOrArn)`.
 *
 * @throws MisuseError when the role does not exist
 */
export function roleHandle(home: World, nameOrArn: string): Role {
  const { roles } = stateOf(resolveWorld(home))
  const role = [...roles.values()].find(({ name, arn }) => name === nameOrArn || arn === nameOrArn)
  if (!role) throw missingResource('a role', nameOrArn, roles.keys())
  return new Role(home, role.name, role.arn)
}
