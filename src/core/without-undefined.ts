/** Copies an object without its undefined members. */
export const withoutUndefined = <Members extends object>(members: Members): Defined<Members> =>
  Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined),
  ) as Defined<Members>

export type Defined<Members> = {
  [Name in keyof Members]?: Exclude<Members[Name], undefined>
}
