import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise } from '../schema';
import { promised } from '../waits';

/** Facts from the WebAssembly JavaScript Interface, section 5.1, and the WebAssembly Web API, section 4. */

const mdn = 'https://developer.mozilla.org/docs/WebAssembly/Reference/JavaScript_interface/';

const invalid: Raise = {
  error: 'WebAssembly.CompileError',
  when: () => l10n.t('If the bytes are no valid module.'),
};
const unlinked: readonly Raise[] = [
  {
    error: 'TypeError',
    when: () => l10n.t('If the module needs imports and none are given, or one has a wrong type.'),
  },
  {
    error: 'WebAssembly.LinkError',
    when: () => l10n.t('If an import does not fit what the module declares.'),
  },
  {
    error: 'WebAssembly.RuntimeError',
    when: () => l10n.t('If the module’s start function traps.'),
  },
];
const notServed: Raise = {
  error: 'TypeError',
  when: () => l10n.t('If the response is not ok, or its Content-Type is not application/wasm.'),
};

const inBackground = {
  watches: () =>
    l10n.t('The engine compiles on threads of its own; the event loop is told when they are done.'),
};

/** Compiling bytes that are there. */
function compiled(name: string, value: () => string, raises: readonly Raise[]): Entry {
  return {
    page: `${mdn}${name}_static`,
    await: promised('thread', 'pool', () => l10n.t('the module to be compiled'), value, {
      ...inBackground,
      raises: [invalid, ...raises],
    }),
  };
}

/** Compiling what a response brings, while it comes. */
function streamed(name: string, value: () => string, raises: readonly Raise[]): Entry {
  return {
    page: `${mdn}${name}_static`,
    await: promised(
      'network',
      'socket',
      () => l10n.t('the module to arrive and to be compiled'),
      value,
      {
        watches: () =>
          l10n.t('The response is watched for bytes; the engine compiles them as they come.'),
        raises: [notServed, invalid, ...raises],
      },
    ),
  };
}

const module = () => l10n.t('the WebAssembly.Module');
const instance = () => l10n.t('the instance; for bytes, the module with it,');

export const webAssembly: Library = {
  title: 'MDN: WebAssembly',
  entries: {
    'WebAssembly.compile': compiled('compile', module, []),
    'WebAssembly.compileStreaming': streamed('compileStreaming', module, []),
    'WebAssembly.instantiate': compiled('instantiate', instance, unlinked),
    'WebAssembly.instantiateStreaming': streamed('instantiateStreaming', instance, unlinked),
  },
  classes: [],
};
