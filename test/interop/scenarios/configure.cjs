/** A setup file: options of the default region, set before anything uses it. */
const { configure } = require('miniregion')

exports.CONFIGURED = { accountId: '111122223333' }
configure(exports.CONFIGURED)
