import { checkLast } from './explainedTrees';

describe('what a guard says of a name', () => {
  const isPromise =
    'declare function isPromise<T>(value: unknown): value is Promise<T>;\nasync function f(value) {\n';
  checkLast('typescript', {
    'counts where it holds': [
      `${isPromise}  if (isPromise(value)) await value;\n}`,
      { waitsFor: 'promise', lens: 'waits for promise value' },
    ],
    'counts in a function of that branch, if the name is never set again': [
      `${isPromise}  if (value.ready && isPromise(value)) return async () => await value;\n}`,
      { waitsFor: 'promise' },
    ],
    'says nothing outside the branch': [
      `${isPromise}  if (isPromise(value)) value.catch(() => {});\n  await value;\n}`,
      { waitsFor: 'unknown' },
    ],
    'says nothing once the name is set again': [
      `${isPromise}  if (isPromise(value)) { value = later(); await value; }\n}`,
      { waitsFor: 'unknown' },
    ],
    'knows instanceof': [
      'async function f(value) { return value instanceof Response ? await value.text() : value; }',
      { waitsFor: 'network', callee: 'Response.text' },
    ],
    'knows that something has a then()': [
      "async function f(value) { value && typeof value.then === 'function' && (await value); }",
      { waitsFor: 'promise' },
    ],
  });
});
