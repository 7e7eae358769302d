/** CloudWatch's state in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import { SharedLog } from '../core/collections/shared-log.ts'
import { DeliveryPump } from '../core/delivery/pump.ts'
import type { Timer } from '../core/time/clock.ts'
import type { World } from '../core/world/world.ts'
import { initialState, type HistoryItem, type StoredAlarm } from './alarm.ts'
import { MetricStore } from './metrics/metric-store.ts'
import { ServiceData } from './metrics/service-data.ts'

export interface CloudWatchState {
  /** Data that were put: by PutMetricData, and by metric filters of log groups. */
  readonly store: MetricStore
  /** Data of the simulated services. A fork begins without, as it does without records. */
  readonly services: ServiceData
  /** By name. */
  readonly alarms: CopyOnWriteMap<string, StoredAlarm>
  /** What happened to alarms, oldest first. */
  readonly history: SharedLog<HistoryItem>
  /** Actions in progress. A fork begins without. */
  readonly pump: DeliveryPump
  /** The next evaluation of the alarms, and what wakes them before. A fork has its own. */
  readonly watch: AlarmWatch
}

/** What leads to the next evaluation. */
export interface AlarmWatch {
  timer: Timer | undefined
  dueAt: number
  /** Ends watching the journal. */
  unwatch: (() => void) | undefined
}

const HISTORY_ITEMS = 10_000

const noWatch = (): AlarmWatch => ({ timer: undefined, dueAt: Infinity, unwatch: undefined })

export const createState = (world: World): CloudWatchState => ({
  store: new MetricStore(),
  services: new ServiceData(),
  alarms: new CopyOnWriteMap(),
  history: new SharedLog(HISTORY_ITEMS),
  pump: new DeliveryPump(world, 'cloudwatch'),
  watch: noWatch(),
})

export const forkState = (
  { store, alarms, history }: CloudWatchState,
  world: World,
): CloudWatchState => ({
  store: store.fork(),
  services: new ServiceData(),
  alarms: alarms.fork(),
  history: history.fork(),
  pump: new DeliveryPump(world, 'cloudwatch'),
  watch: noWatch(),
})

/** Removes all data. Alarms stay, as if they were new. */
export function resetState({ store, alarms, history, pump }: CloudWatchState, world: World): void {
  pump.end()
  store.clear()
  history.clear()
  for (const [name, alarm] of [...alarms]) {
    alarms.set(name, { ...alarm, state: initialState(world.clock.now()) })
  }
}
