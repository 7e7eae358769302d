/** Events of AWS's services, which they put on the default bus. */
import { toEventTime } from '../core/schedules/scheduled-event.ts'
import type { AwsEvent } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { DEFAULT_BUS } from './buses/names.ts'
import { dispatch } from './dispatch/dispatch.ts'
import { entryBytes } from './targets/entry-size.ts'
import { eventbridge } from './service.ts'
import { PutEvent } from './targets/envelope.ts'

/** Does nothing unless somebody listens: a rule of the default bus, or an archive of it. */
export function putAwsEvent(
  world: World,
  { source, detailType, detail, resources, cause }: AwsEvent,
): void {
  const { buses, archives } = world.state(eventbridge)
  const hasRules = (buses.get(DEFAULT_BUS)?.rules.size ?? 0) > 0
  if (!hasRules && ![...archives.values()].some(({ bus }) => bus === DEFAULT_BUS)) return
  const { options } = world
  const at = world.clock.now()
  const envelope = {
    version: '0',
    id: world.ids.uuid('event'),
    'detail-type': detailType,
    source,
    account: options.accountId,
    time: toEventTime(at),
    region: options.region,
    resources,
    detail,
  } as const
  const Detail = JSON.stringify(detail)
  const bytes = entryBytes({ Source: source, DetailType: detailType, Detail, Resources: resources })
  const event = new PutEvent(envelope, { at, bytes })
  dispatch(world, { bus: DEFAULT_BUS, event, causedBy: cause })
}
