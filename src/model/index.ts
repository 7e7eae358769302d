/**
 * The facts of AWS's API models, for every service. About inputs: required members, lengths, ranges, patterns, enumerations. About errors: status,
 * fault, query code. Rooms use them so that no operation checks such things by hand.
 *
 * - **What.** A service's model is generated source (scripts/models, `npm run models`; source.ts explains its format). `modelOf` makes checks of
 *   it: shape.ts (the shapes as data), constraints.ts and scalars.ts (closures over them), fault.ts (what was found), services.ts and coral.ts
 *   (each service's words and order). handled-members.ts refuses members that an operation does not handle; errors.ts makes errors.
 * - **Why so.** AWS's services share one framework, so what differs between them is data: `Rules`. A model is one text of which a line is read
 *   when an operation is first called, because a test file must not pay for the operations it never uses. A check runs without paths first
 *   and is repeated with them only when something is wrong, because nearly every input is fine.
 * - **What would break.** Words or order that change here change what every service answers: recorded-messages.fixture.ts holds what AWS
 *   answered. A model that is edited by hand is lost at the next `npm run models`: additions go to scripts/models/additions.
 */
export {
  operationsOf,
  type DefineOperation,
  type OperationDescription,
} from './define-operation.ts'
export { errorsOf, type ErrorFactory } from './errors.ts'
export { unhandledMemberOf } from './handled-members.ts'
export { modelOf, type Model } from './model.ts'
export type { ModelSource } from './source.ts'
