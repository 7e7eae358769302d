/**
 * The facts of AWS's API models, for every service. For inputs: required members, lengths, ranges,
 * patterns, enumerations. For errors: status, fault, query code. With them no operation checks such
 * things by hand.
 *
 * - **What.** A service's model is generated source (scripts/models, `npm run models`; source.ts
 *   explains its format). `modelOf` creates checks from it: shape.ts (the shapes as data),
 *   constraints.ts and scalars.ts (closures over them), fault.ts (the faults that were found),
 *   services.ts and coral.ts (each service's words and order). handled-members.ts refuses members
 *   that an operation does not handle; errors.ts creates errors.
 * - **Why so.** AWS's services share one framework, so the differences between them are data:
 *   `Rules`. A model is one string. A line of it is read at the first call of its operation,
 *   because a test file must not pay for operations that it never uses. A check first runs without
 *   paths, and again with them only for a wrong input, because nearly every input is right.
 * - **What would break.** A change of words or order here changes the answers of every service;
 *   recorded-messages.fixture.ts has AWS's answers. A model that is edited by hand is lost at the
 *   next `npm run models`: additions go to scripts/models/additions.
 */
export {
  operationsOf,
  type DefineOperation,
  type OperationDescription,
} from './define-operation.ts'
export { errorStatusesOf, queryCodesOf } from './error-statuses.ts'
export { errorsOf, type ErrorFactory } from './errors.ts'
export { unhandledMemberOf } from './handled-members.ts'
export { modelOf, type Model } from './model.ts'
export type { Shape, StructureShape } from './shape.ts'
export type { ModelSource } from './source.ts'
