/** The parts of the extension that are read in when they are first needed, each a bundle of its own; see `esbuild.js`. */

export const loadAnalyser = () => import('./analyser');

export const loadSimulator = () => import('./panel/simulator');
