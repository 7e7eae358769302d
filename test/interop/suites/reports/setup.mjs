import 'miniregion/vitest'
import { configure } from 'miniregion'

configure({ report: 'miniregion-report' })
