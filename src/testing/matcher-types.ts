/* eslint-disable @typescript-eslint/no-explicit-any -- asks whether a subject is any, and matches tables of any item */
/** What matchers take, by the subject that `expect` was given. */
import type { Stub } from '../stubs/index.ts'
import type { Table, TableOperation } from '../dynamodb/index.ts'

/** A matcher of Jest, Vitest or another library: `expect.any(Number)`. */
export interface AsymmetricValue {
  asymmetricMatch(other: unknown): boolean
}

type IsAny<Value> = 0 extends 1 & Value ? true : false

/** A value, parts of an object, or a matcher in place of any of it. */
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

/** The operations that reach a table; of a stub the one it answers, whose name no type has. */
export type OperationOf<Subject> =
  IsAny<Subject> extends true
    ? TableCall | (string & {})
    : Subject extends Table<any, any>
      ? TableCall
      : Subject extends Stub
        ? string
        : TableCall | (string & {})

/** Operations about one table that no fault can be planned for are among them. */
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

/** A table's key; any object where the table is not known. */
export type KeyOf<Subject> =
  IsAny<Subject> extends true
    ? object
    : Subject extends Table<any, infer Key>
      ? Expected<Key>
      : object

/** Parts of a table's item; any object where the table is not known. */
export type ItemOf<Subject> =
  IsAny<Subject> extends true
    ? object
    : Subject extends Table<infer Item, any>
      ? Expected<Item>
      : object
