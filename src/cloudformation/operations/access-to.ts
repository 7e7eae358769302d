import type { Access, World } from '../../core/world/world.ts'

/** The permission to do something to stacks. */
export const accessTo =
  (action: string) =>
  (_input: object, _world: World): readonly Access[] => [
    { action: `cloudformation:${action}`, resource: '*' },
  ]
