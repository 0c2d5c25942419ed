import { useEditorLanguage } from '../texts';

/**
 * What starts programs, which esbuild.js puts in a bundle of its own: it needs Node, and the browser's extension host
 * has none. Being a bundle of its own, it has its own copy of the texts.
 */
useEditorLanguage();

export { startRecording } from '../../recording/service';
