import * as miniregion from 'miniregion'
import failing from './failing.cjs'

failing(miniregion)
