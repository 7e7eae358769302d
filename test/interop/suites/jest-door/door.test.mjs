import * as miniregion from 'miniregion'
import door from './door.cjs'

door(miniregion)
