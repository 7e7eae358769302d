/** Functions of the test in the place of a CloudFront function's code. */

/** Receives the event of CloudFront Functions, and returns its request or a response. */
// oxlint-disable-next-line typescript/no-explicit-any -- as handlers of Lambda: the test knows its event
export type EdgeHandler = (event: any) => unknown
