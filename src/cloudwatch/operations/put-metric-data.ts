import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { wakeAlarms } from '../alarms/watch.ts'
import { noValue, reservedNamespace } from '../errors.ts'
import { toData, type InputDatum } from '../metrics/input-datum.ts'
import type { CloudWatchState } from '../state.ts'
import { accessToAll } from './access.ts'

interface Input {
  readonly Namespace: string
  readonly MetricData?: readonly InputDatum[]
  readonly StrictEntityValidation?: boolean
}

/**
 * Without entities `StrictEntityValidation` changes nothing.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export const putMetricData: Operation<
  CloudWatchState,
  Input,
  Record<never, never>
> = defineOperation({
  name: 'PutMetricData',
  handles: ['Namespace', 'MetricData', 'StrictEntityValidation'],
  access: accessToAll('cloudwatch:PutMetricData'),
  run(state, { Namespace, MetricData = [] }, { world }) {
    // AWS: API_PutMetricData.html: namespaces that begin with AWS/ are reserved.
    if (Namespace.startsWith('AWS/')) throw reservedNamespace(Namespace)
    if (MetricData.length === 0) throw noValue('MetricData.member.1')
    for (const datum of toData(Namespace, MetricData, world.clock.now())) state.store.add(datum)
    wakeAlarms(world, state)
    return {}
  },
})
