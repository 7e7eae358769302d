import 'miniregion/vitest'
import { configure } from 'miniregion'

configure({ report: process.env['REPORTS'] ?? 'miniregion-report' })
