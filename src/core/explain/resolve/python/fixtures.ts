import { folderOf } from '../paths';
import type { Source } from '../source';
import type { Home, Value } from '../value';
import { isKnown } from '../value';
import { decoratorsOf } from './functions';
import type { PythonParts } from './parts';

/**
 * pytest's fixtures: a parameter of a test, or of a fixture, gets what the fixture of its name yields or returns. They
 * stand in the test's file, or in a `conftest.py` of its folder or one above; pytest's "How to use fixtures".
 */

/** How many folders up a `conftest.py` is looked for. */
const mostFolders = 6;

/** What a fixture gives a parameter; null where the function is no test, or there is no such fixture. */
export function valueOfFixture(python: PythonParts, index: number, name: string): Value | null {
  const { source } = python;
  const local = source.localName(index);
  if (!/(?:^|\.)test/.test(local) && !isFixture(source, index)) return null;
  const value = givenBy(python, name);
  if (value) return value;
  if (source.path === null) return ofPlugin(python, name);
  let folder = folderOf(source.path);
  for (let up = 0; up < mostFolders && folder !== ''; up++, folder = folderOf(folder)) {
    const home = python.program.file(`${folder}/conftest.py`);
    const given = home && home !== python ? givenBy(home, name) : null;
    if (given) return given;
  }
  return ofPlugin(python, name);
}

/** What a fixture of pytest's plugins gives, which no file of the program's defines. */
function ofPlugin(python: PythonParts, name: string): Value | null {
  const type = python.catalog.fixture(name);
  return type === null ? null : python.typed(type, undefined);
}

/** Whether a function is decorated as a fixture. */
export function isFixture(source: Source, index: number): boolean {
  return decoratorsOf(source, index).some((text) =>
    /^(?:pytest(?:_asyncio)?\.)?fixture\b/.test(text),
  );
}

/** What the fixture of a name in a file yields, or else returns. */
function givenBy(home: Home, name: string): Value | null {
  const index = home.source.suspensions.functions.findIndex(
    (info, at) => info.name === name && isFixture(home.source, at),
  );
  const info = home.source.suspensions.functions[index];
  if (!info) return null;
  const frame = home.followed({ home, function: index, site: null, on: null, depth: 1 });
  const value = info.generator
    ? home.yielded(frame)
    : info.async
      ? home.resultOf(frame)
      : home.returned(frame);
  return isKnown(value) ? value : null;
}
