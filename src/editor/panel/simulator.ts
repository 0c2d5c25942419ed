import { useEditorLanguage } from '../texts';

/**
 * The walkthroughs and what they are exported as, which esbuild.js puts in a bundle of their own: they are
 * more than half of our code, and whoever only reads lenses and hovers should not wait for it to be read
 * in. Being a bundle of its own, it has its own copy of the texts.
 */
useEditorLanguage();

export { exportAs, exportFormats, extensions } from '../../core/export/formats';
export { walkThrough } from '../../core/simulate/walkthrough';
