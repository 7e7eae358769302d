/** TestInvokeMethod and TestInvokeAuthorizer. */
import type { RestOperations } from '../rest/define.ts'
import { testInvokeAuthorizer } from './test-invoke-authorizer.ts'
import { testInvokeMethod } from './test-invoke-method.ts'

export const testInvokeOperations: RestOperations = {
  TestInvokeAuthorizer: testInvokeAuthorizer,
  TestInvokeMethod: testInvokeMethod,
}
