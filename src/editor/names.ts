/**
 * Every name that package.json and the code share. A unit test compares both, so that neither can
 * have a command, setting, colour or view that the other does not know.
 */

/** Commands that people run from the palette, a menu or the keyboard. */
export const command = {
  openPanel: 'awaitLens.openPanel',
  openSample: 'awaitLens.openSample',
  explain: 'awaitLens.explain',
  chooseAnnotations: 'awaitLens.chooseAnnotations',
  stepForward: 'awaitLens.stepForward',
  stepBack: 'awaitLens.stepBack',
  playOrPause: 'awaitLens.playOrPause',
  restart: 'awaitLens.restart',
  followCursor: 'awaitLens.followCursor',
  stayOnFunction: 'awaitLens.stayOnFunction',
  exportReplay: 'awaitLens.exportReplay',
  openTrace: 'awaitLens.openTrace',
  compareTraces: 'awaitLens.compareTraces',
  recordFile: 'awaitLens.recordFile',
  recordSelection: 'awaitLens.recordSelection',
  runSample: 'awaitLens.runSample',
  stopRecording: 'awaitLens.stopRecording',
} as const;

/** Commands that only our own lenses and links run: they need arguments, so no menu shows them. */
export const internalCommand = {
  replayAt: 'awaitLens.internal.replayAt',
  explainAt: 'awaitLens.internal.explainAt',
  explainLine: 'awaitLens.internal.explainLine',
  listPoints: 'awaitLens.internal.listPoints',
  recordAt: 'awaitLens.internal.recordAt',
} as const;

export const settingSection = 'awaitLens';

/** Settings, without their section. */
export const setting = {
  placement: 'annotations.placement',
  scope: 'annotations.scope',
  functionLens: 'annotations.functions',
  hover: 'hover.enabled',
  followCursor: 'panel.followCursor',
  maxFileLength: 'maxFileLength',
  recordPython: 'record.python',
  recordNode: 'record.node',
  recordArgs: 'record.args',
  recordEnv: 'record.env',
  recordCwd: 'record.cwd',
  recordTimeout: 'record.timeout',
} as const;

/** Where annotations appear. */
export const placements = ['codeLens', 'endOfLine', 'gutter', 'off'] as const;
export type Placement = (typeof placements)[number];

/** Whose annotations appear: the whole file's, or those of the function that has the cursor. */
export const scopes = ['file', 'function'] as const;
export type Scope = (typeof scopes)[number];

export const color = {
  annotation: 'awaitLens.annotationForeground',
  currentLine: 'awaitLens.currentLineBackground',
  currentAwait: 'awaitLens.currentAwaitBorder',
} as const;

/** Context keys that `when` clauses in package.json ask for. */
export const contextKey = {
  panelVisible: 'awaitLens.panelVisible',
  panelFollows: 'awaitLens.panelFollows',
  recording: 'awaitLens.recording',
} as const;

export const panelViewType = 'awaitLens.lifecycle';

export const comparisonViewType = 'awaitLens.comparison';

/** The custom editor of saved traces. */
export const traceEditorType = 'awaitLens.trace';
