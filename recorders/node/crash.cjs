'use strict';

/** Notes what the program dies of; how it dies does not change. */

const kinds = require('./kinds.cjs');
const calls = require('./calls.cjs');
const { errorLine } = require('./preview.cjs');

function start(ring) {
  process.on('uncaughtExceptionMonitor', (error, origin) => {
    const text = `${origin === 'unhandledRejection' ? 'Unhandled rejection' : 'Uncaught exception'}: ${errorLine(error)}`;
    if (calls.isOff() || !ring.begin(kinds.warn, 400)) return;
    ring.string(text);
    ring.end();
  });
}

module.exports = { start };
