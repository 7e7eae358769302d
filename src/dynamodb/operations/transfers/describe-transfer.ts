import { toSeconds } from '../../state/describe-table.ts'
import type { Export, Import } from '../../state/transfer-state.ts'

export type TransferStatus = 'IN_PROGRESS' | 'COMPLETED' | 'FAILED'

/** The status at a time. Where statuses take time, the end shows only then. */
export function statusOf({ outcome }: Export | Import, now: number): TransferStatus {
  if (!outcome || now < outcome.at) return 'IN_PROGRESS'
  return outcome.failure ? 'FAILED' : 'COMPLETED'
}

/** AWS: API_ExportDescription.html, API_ImportTableDescription.html */
export function describeTransfer(
  transfer: Export | Import,
  kind: 'Export' | 'Import',
  now: number,
): Readonly<Record<string, unknown>> {
  const status = statusOf(transfer, now)
  const { arn, description, outcome } = transfer
  return {
    [`${kind}Arn`]: arn,
    [`${kind}Status`]: status,
    ...description,
    ...(outcome &&
      status !== 'IN_PROGRESS' && {
        EndTime: toSeconds(outcome.at),
        ...(outcome.failure && {
          FailureCode: outcome.failure.code,
          FailureMessage: outcome.failure.message,
        }),
        ...outcome.members,
      }),
  }
}
