/** What the benches measure of the core; `built.ts` builds it as it is shipped. */

export { Analysis } from '../src/core/analysis';
export { walkThrough } from '../src/core/simulate/walkthrough';
export { SuspensionIndex } from '../src/core/suspension/suspensions';
export { SyntaxReader } from '../src/core/syntax/document';
