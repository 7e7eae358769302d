require('../../scenarios/index.cjs')(require('./runner-of-cjs.cjs'))
