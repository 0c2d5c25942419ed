'use strict';

/** Required in each worker thread of the program before the thread's own file or text runs (see workers.cjs). */

const settings = require('./workers.cjs').inherited();

// Threads of Node's own, as those of a worker's loader hooks, inherit the worker's options and nothing else.
if (settings !== null) {
  try {
    hide();
    if (settings.memory) record();
  } catch {
    // A worker that cannot be recorded runs as it is.
  }
}

/** Takes back the option by which this file was required. */
function hide() {
  process.execArgv.splice(0, 2);
  const { _preload_modules } = process;
  Object.defineProperty(process, '_preload_modules', { value: _preload_modules.slice(1) });
}

function record() {
  const thread = require('./thread.cjs');
  const ring = thread.greet(settings, settings.creator);
  thread.instrument(settings, settings.main);
  thread.start(ring, settings, null);
}
