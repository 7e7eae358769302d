/** The surroundings of an expression, and what its functions take. */
import type { MathValue, TimeSeries } from './series.ts'

export interface MathScope {
  /** Returns the value of a query by its id. */
  valueOf(id: string): MathValue
  /** Returns the metrics of the request, without expressions, in its order. */
  metrics(): readonly TimeSeries[]
  /** The periods of the request. */
  readonly from: number
  readonly to: number
  readonly periodMs: number
}

/** An argument of a function: a value, or text such as the order of a sort. */
export type Argument =
  | { readonly value: MathValue; readonly text?: undefined }
  | { readonly text: string; readonly value?: undefined }

export type MathFunction = (args: readonly Argument[], scope: MathScope) => MathValue
