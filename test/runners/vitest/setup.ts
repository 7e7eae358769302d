import 'miniregion/vitest'
