/** Options of `invoke`. */
export interface InvokeOptions {
  /**
   * `Event`: queued, run and retried in the background. `DryRun`: checked only. Default
   * `RequestResponse`.
   */
  readonly type?: 'RequestResponse' | 'Event' | 'DryRun'
  /** The handler's `context.clientContext`. */
  readonly clientContext?: unknown
  /** The tenant, of a function with `tenancyConfig: 'PER_TENANT'`. */
  readonly tenantId?: string
}
