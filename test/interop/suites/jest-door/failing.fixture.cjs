require('../../scenarios/failing.cjs')(require('./runner-of-cjs.cjs'))
