/** Names and ARNs of buses and rules. */
import type { ServiceSender } from '../../core/delivery/sender.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { buildArn, isForeign, parseArnOf, type ArnScope } from '../../core/resources/arn-form.ts'
import { BUS_KIND } from '../../core/resources/kinds.ts'
import type { World } from '../../core/world/world.ts'
import { busNotFound } from '../errors.ts'

export const DEFAULT_BUS = 'default'

/** `rule/mail` on the default bus, `rule/shop/mail` on another. */
export const ruleForm = (bus: string): { readonly service: string; readonly type: string } => ({
  service: 'events',
  type: bus === DEFAULT_BUS ? 'rule' : `rule/${bus}`,
})

export const busArn = (scope: ArnScope, name: string): string => buildArn(BUS_KIND.arn, scope, name)

export const ruleArn = (scope: ArnScope, bus: string, rule: string): string =>
  buildArn(ruleForm(bus), scope, rule)

/** Who delivers the events of a rule. */
export const eventsFor = (rule: string, role?: string): ServiceSender => ({
  service: 'events.amazonaws.com',
  sourceArn: rule,
  role,
})

/** The bus of an EventBusName, which is a name or an ARN. */
export function busNameOf(world: World, nameOrArn: string = DEFAULT_BUS): string {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn
  const arn = parseArnOf(BUS_KIND.arn, nameOrArn)
  if (!arn) throw busNotFound(nameOrArn)
  if (isForeign(arn, world.options)) {
    throw world.refuse(
      new UnsupportedError(
        { service: 'EventBridge', parameter: 'EventBusName' },
        `${nameOrArn} is in another region or account.`,
      ),
    )
  }
  return arn.name
}

/** The name of the bus in an ARN or a name, before any check. */
export const busNameIn = (nameOrArn: unknown): string =>
  typeof nameOrArn === 'string'
    ? (parseArnOf(BUS_KIND.arn, nameOrArn)?.name ?? nameOrArn)
    : DEFAULT_BUS

/** The bus and rule of a rule's ARN. A bus may have slashes in its name, a rule may not. */
export function ruleInArn(
  arn: string,
): { readonly bus: string; readonly rule: string } | undefined {
  const path = parseArnOf({ service: 'events', type: 'rule' }, arn)?.name
  if (path === undefined) return undefined
  const at = path.lastIndexOf('/')
  return { bus: at < 0 ? DEFAULT_BUS : path.slice(0, at), rule: path.slice(at + 1) }
}
