import type { HeaderList } from '../messages/header-list.ts'

/** What a backend answered. */
export interface BackendAnswer {
  readonly status: number
  readonly headers: HeaderList
  readonly body: Uint8Array
  /** What selects the response: the status, or the error message of a function. */
  readonly selection: string
}
