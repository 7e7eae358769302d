/** Checks billing mode and provisioned, on-demand and warm throughput of tables and indexes. */
import { invalidParameter, validation } from '../errors.ts'
import type {
  CreateTableRequest,
  GlobalIndexInput,
  OnDemandInput,
  ThroughputInput,
  WarmInput,
} from './requests.ts'

const MOST_UNITS = 1_000_000_000_000
// AWS: on-demand-capacity-mode.html#on-demand-capacity-mode-initial
export const INITIAL_ON_DEMAND = { read: 12000, write: 4000 } as const
const INITIAL_DOCS =
  'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial'

const REQUEST_UNITS = ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const
const WARM_UNITS = ['ReadUnitsPerSecond', 'WriteUnitsPerSecond'] as const

export const noThroughputOnDemand = (): Error =>
  invalidParameter(
    'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
  )

/**
 * Accepts TableThroughputMode, another name of BillingMode that the API model does not have.
 * AWS (measured by a peer, 2026-08-21): BillingMode wins when a request has both.
 */
export function withBillingMode<Request extends ThroughputModes>(request: Request): Request {
  const { BillingMode, TableThroughputMode } = request
  if (!TableThroughputMode || BillingMode) return request
  return { ...request, BillingMode: TableThroughputMode }
}

type ThroughputModes = Pick<CreateTableRequest, 'BillingMode' | 'TableThroughputMode'>

/**
 * Checks billing mode against provisioned throughput, CreateTable's first check after the
 * constraints.
 */
export function checkBilling({
  BillingMode = 'PROVISIONED',
  ProvisionedThroughput,
}: Pick<CreateTableRequest, 'BillingMode' | 'ProvisionedThroughput'>): void {
  if (BillingMode === 'PAY_PER_REQUEST') {
    if (ProvisionedThroughput) throw noThroughputOnDemand()
    return
  }
  if (!ProvisionedThroughput) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    )
  }
  checkUnits(ProvisionedThroughput)
}

export function checkUnits(throughput: ThroughputInput): void {
  for (const unit of ['ReadCapacityUnits', 'WriteCapacityUnits'] as const) {
    if (throughput[unit] > MOST_UNITS) {
      throw validation(`Given value ${throughput[unit]} for ${unit} is out of bounds`)
    }
  }
}

/**
 * Checks the throughput of a global index against the table's billing mode.
 * AWS (measured, 2026): DDB-TABLE-128.
 */
export function checkIndexThroughput(index: GlobalIndexInput, billingMode: string): void {
  const { IndexName, ProvisionedThroughput, OnDemandThroughput, WarmThroughput } = index
  if (billingMode === 'PAY_PER_REQUEST') {
    if (ProvisionedThroughput) {
      throw invalidParameter(
        `ProvisionedThroughput should not be specified for index: ${IndexName} when BillingMode is PAY_PER_REQUEST`,
      )
    }
  } else if (!ProvisionedThroughput) {
    throw invalidParameter(`ProvisionedThroughput is not specified for index: ${IndexName}`)
  } else {
    checkUnits(ProvisionedThroughput)
  }
  checkOnDemand(OnDemandThroughput, billingMode, IndexName)
  checkWarm(WarmThroughput, billingMode, ProvisionedThroughput, IndexName)
}

/** Checks the on-demand maximum throughput of a table or of the given index. */
export function checkOnDemand(
  onDemand: OnDemandInput | undefined,
  billingMode: string,
  index?: string,
): void {
  if (!onDemand) return
  const given = REQUEST_UNITS.filter((unit) => onDemand[unit] !== undefined)
  const [first] = given
  if (first && billingMode !== 'PAY_PER_REQUEST') {
    const place = index === undefined ? '' : ` for index: ${index}`
    throw invalidParameter(
      `${first} for OnDemandThroughput${place} cannot be specified when table BillingMode is PROVISIONED.`,
    )
  }
  for (const unit of given) {
    if ((onDemand[unit] ?? 1) < 1) throw onDemandOutOfRange(unit, index)
  }
}

export const onDemandOutOfRange = (unit: string, index?: string): Error =>
  invalidParameter(
    `Requested ${unit} for OnDemandThroughput for ${index === undefined ? 'table' : `index : ${index}`} is outside of valid range`,
  )

/** Checks that warm throughput is not below the initial throughput of the table or index. */
export function checkWarm(
  warm: WarmInput | undefined,
  billingMode: string,
  provisioned: ThroughputInput | undefined,
  index?: string,
): void {
  if (!warm) return
  const onDemand = billingMode === 'PAY_PER_REQUEST'
  for (const unit of WARM_UNITS) {
    const read = unit === 'ReadUnitsPerSecond'
    const capacity = read ? 'ReadCapacityUnits' : 'WriteCapacityUnits'
    const least = onDemand
      ? INITIAL_ON_DEMAND[read ? 'read' : 'write']
      : (provisioned?.[capacity] ?? 0)
    const asked = warm[unit]
    if (asked === undefined || asked >= least) continue
    const place = index === undefined ? 'table' : `index ${index}`
    const than = onDemand
      ? `initial throughput for OnDemand. See: ${INITIAL_DOCS}`
      : `${capacity} of ProvisionedThroughput`
    throw invalidParameter(
      `Requested ${unit} for WarmThroughput for ${place} is lower than ${than}`,
    )
  }
}
