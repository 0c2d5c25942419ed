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
    'says what is left of a union': [
      'interface Entry { text(): Promise<string>; }\nfunction isEntry(value: unknown): value is Entry;\nasync function f(value: string | Entry | { size: number }) {\n  if (isEntry(value)) await value.text();\n}',
      { waitsFor: 'promise', lens: 'waits for the promise of value.text()' },
    ],
    'adds to what a type says': [
      'interface Sized { size: number; }\ndeclare function isBlob(value: unknown): value is Sized & { text(): Promise<string> };\nasync function f(value: Sized) {\n  if (isBlob(value)) await value.text();\n}',
      { waitsFor: 'promise', lens: 'waits for the promise of value.text()' },
    ],
    'counts after a statement that leaves where it does not hold': [
      "async function f(value) {\n  if (!value || !(value instanceof Response)) throw new Error('no response');\n  await value.text();\n}",
      { waitsFor: 'network', callee: 'Response.text' },
    ],
    'does not count after a statement that goes on': [
      "async function f(value) {\n  if (!(value instanceof Response)) console.log('no response');\n  await value.text();\n}",
      { waitsFor: 'unknown' },
    ],
    'counts in the other branch of its opposite': [
      'async function f(value) {\n  if (!(value instanceof Response)) return value;\n  else return await value.text();\n}',
      { waitsFor: 'network' },
    ],
    'counts for a member': [
      'async function f(options) {\n  return options?.body instanceof Blob ? await options.body.text() : null;\n}',
      { waitsFor: 'file', callee: 'Blob.text' },
    ],
    'says nothing of a member that is set again': [
      'async function f(options) {\n  if (options.body instanceof Blob) { options.body = later(); await options.body.text(); }\n}',
      { waitsFor: 'unknown' },
    ],
    'knows that something has a then()': [
      "async function f(value) { value && typeof value.then === 'function' && (await value); }",
      { waitsFor: 'promise' },
    ],
  });
});
