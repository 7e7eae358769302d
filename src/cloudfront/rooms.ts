/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as cloudfrontTemplates from './cloudformation.ts'
import * as edgeFunctions from './edge/edge-functions.ts'
import * as edgeLambdas from './edge/edge-lambdas.ts'
import * as functionCode from './functions/run-code.ts'
import * as contentCodings from './messages/content-codings.ts'
import * as cloudfrontMetrics from './metrics.ts'
import * as signedUrls from './signing/signed-urls.ts'
import * as cloudfront from './index.ts'

export const rooms = {
  cloudfrontTemplates: (): typeof cloudfrontTemplates => cloudfrontTemplates,
  edgeFunctions: (): typeof edgeFunctions => edgeFunctions,
  edgeLambdas: (): typeof edgeLambdas => edgeLambdas,
  functionCode: (): typeof functionCode => functionCode,
  cloudfrontMetrics: (): typeof cloudfrontMetrics => cloudfrontMetrics,
  contentCodings: (): typeof contentCodings => contentCodings,
  signedUrls: (): typeof signedUrls => signedUrls,
  cloudfront: (): typeof cloudfront => cloudfront,
}
