/** Exports to buckets and imports from them. */

/** An export, as DescribeExport shows it. Replaced as a whole. */
export interface Export {
  readonly arn: string
  readonly tableArn: string
  readonly type: 'FULL_EXPORT' | 'INCREMENTAL_EXPORT'
  readonly token: string
  /** The request, for repetitions with the same token. */
  readonly request: object
  /** ExportDescription without status, times in seconds. */
  readonly description: Readonly<Record<string, unknown>>
  readonly startedAt: number
  /** Undefined while it runs. */
  readonly outcome: TransferOutcome | undefined
}

/** An import, as DescribeImport shows it. Replaced as a whole. */
export interface Import {
  readonly arn: string
  readonly tableArn: string
  readonly token: string
  readonly request: object
  /** ImportTableDescription without status. */
  readonly description: Readonly<Record<string, unknown>>
  readonly startedAt: number
  readonly outcome: TransferOutcome | undefined
}

export interface TransferOutcome {
  /** The end; the status changes then. */
  readonly at: number
  readonly failure?: { readonly code: string; readonly message: string } | undefined
  /** The members that the end adds to the description. */
  readonly members: Readonly<Record<string, unknown>>
}

export const withTransfer = <Transfer extends { readonly arn: string }>(
  transfers: ReadonlyMap<string, Transfer>,
  transfer: Transfer,
): ReadonlyMap<string, Transfer> => new Map([...transfers, [transfer.arn, transfer]])
