/** Parts of this room that load at first use (dynamodb/rooms.ts explains how). */
import * as cloudformation from './index.ts'
import * as customResources from './custom/provider.ts'
import * as languageExtensions from './transforms/language-extensions.ts'
import * as sam from './sam/index.ts'
import * as stackUpdates from './updates/update.ts'
import * as yaml from './template/yaml.ts'

export const rooms = {
  cloudformation: (): typeof cloudformation => cloudformation,
  customResources: (): typeof customResources => customResources,
  languageExtensions: (): typeof languageExtensions => languageExtensions,
  sam: (): typeof sam => sam,
  stackUpdates: (): typeof stackUpdates => stackUpdates,
  yaml: (): typeof yaml => yaml,
}
