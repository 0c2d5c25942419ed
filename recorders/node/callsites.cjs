'use strict';

/** `util.getCallSites` (Node 22.9 and later), which V8 answers without asking anybody: its places as the user knows them. */

const Module = require('node:module');
const util = require('node:util');
const traces = require('./traces.cjs');

function start() {
  const { getCallSites } = util;
  if (getCallSites === undefined) return;
  const watched = {
    getCallSites(frameCount = 10, options) {
      // This function is the innermost frame. What is no number of frames, Node says best itself.
      const counted = Number.isInteger(frameCount) && frameCount > 0 && frameCount < 200;
      const sites =
        typeof frameCount === 'object' && options === undefined
          ? getCallSites(11, frameCount)
          : getCallSites(counted ? frameCount + 1 : frameCount, options);
      return sites.slice(1).map(shown);
    },
  }.getCallSites;
  traces.disguise(watched, getCallSites);
  util.getCallSites = watched;
  Module.syncBuiltinESMExports();
}

/** A call site, at the column that it has without what was inserted before it. */
function shown(site) {
  const place = traces.original(site.scriptName, site.lineNumber, site.columnNumber);
  if (place === null) return site;
  const { line, column } = place;
  // Some versions tell the column by an older name too.
  const older = 'column' in site ? { column } : {};
  return { ...site, lineNumber: line, columnNumber: column, ...older };
}

module.exports = { start };
