require('./door.cjs')(require('miniregion'))
