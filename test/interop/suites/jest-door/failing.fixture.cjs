require('./failing.cjs')(require('miniregion'))
