/** The host and the path that a request was sent to. */
export interface CallTarget {
  readonly hostname: string
  readonly path: string
}
