/* oxlint-disable typescript/no-explicit-any -- asks whether a subject is any, and matches tables of any item */
/** The types of matchers' arguments, which depend on the subject of `expect`. */
import type { Stub } from '../stubs/index.ts'
import type { Table, TableOperation } from '../dynamodb/index.ts'

/** A matcher of Jest, Vitest or another library: `expect.any(Number)`. */
export interface AsymmetricValue {
  asymmetricMatch(other: unknown): boolean
}

type IsAny<Value> = 0 extends 1 & Value ? true : false

/** A value, parts of an object, or a matcher in place of any part. */
export type Expected<Value> =
  IsAny<Value> extends true
    ? any
    : Value extends readonly (infer Entry)[]
      ? readonly Expected<Entry>[] | AsymmetricValue
      : Value extends Uint8Array | ReadonlySet<unknown>
        ? Value | AsymmetricValue
        : Value extends object
          ? { readonly [Name in keyof Value]?: Expected<Value[Name]> } | AsymmetricValue
          : Value | AsymmetricValue

/** The operations that a table receives. A stub receives one operation, whose name no type has. */
export type OperationOf<Subject> =
  IsAny<Subject> extends true
    ? TableCall | (string & {})
    : Subject extends Table<any, any>
      ? TableCall
      : Subject extends Stub
        ? string
        : TableCall | (string & {})

/** Includes operations on one table that no fault can be planned for. */
export type TableCall =
  | TableOperation
  | 'CreateTable'
  | 'DescribeTimeToLive'
  | 'UpdateTimeToLive'
  | 'TagResource'
  | 'UntagResource'
  | 'ListTagsOfResource'
  | 'CreateBackup'
  | 'DescribeContinuousBackups'
  | 'UpdateContinuousBackups'

/** A table's key, or any object if the table's type is unknown. */
export type KeyOf<Subject> =
  IsAny<Subject> extends true
    ? object
    : Subject extends Table<any, infer Key>
      ? Expected<Key>
      : object

/** Parts of a table's item, or any object if the table's type is unknown. */
export type ItemOf<Subject> =
  IsAny<Subject> extends true
    ? object
    : Subject extends Table<infer Item, any>
      ? Expected<Item>
      : object
