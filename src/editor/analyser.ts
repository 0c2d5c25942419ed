import { useEditorLanguage } from './texts';

/**
 * What reads and explains texts: the parser, the catalog and the resolvers. esbuild.js puts it in a bundle of its
 * own: it is most of what a window with no async code open would otherwise read in at its
 * start. Being a bundle of its own, it has its own copy of the texts.
 */
useEditorLanguage();

export { Analysis } from '../core/analysis';
export { syntaxReader } from './wasm';
export { Workspaces } from './workspaces';
