module.exports = require('miniregion')
