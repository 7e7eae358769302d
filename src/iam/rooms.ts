/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as iam from './index.ts'
import * as iamAuthorization from './authorization/index.ts'
import * as iamTemplates from './cloudformation/index.ts'
import * as iamOperations from './operations/index.ts'
import * as awsManagedPolicies from './managed/index.ts'
import * as iamReports from './reports/index.ts'

export const rooms = {
  iam: (): typeof iam => iam,
  iamAuthorization: (): typeof iamAuthorization => iamAuthorization,
  iamTemplates: (): typeof iamTemplates => iamTemplates,
  iamOperations: (): typeof iamOperations => iamOperations,
  awsManagedPolicies: (): typeof awsManagedPolicies => awsManagedPolicies,
  iamReports: (): typeof iamReports => iamReports,
}
