import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TraceWriter } from '../../../src/core/trace/writer';
import { FrameReader } from '../../../src/recording/frames';
import { PythonDecoder } from '../../../src/recording/python/decoder';
import { events } from '../../../src/recording/python/wire';
import { Source } from '../../../src/recording/source';
import { findPythons } from '../../support/pythons';

const recorder = path.join(__dirname, '../../../recorders/python');
const python = readFileSync(path.join(recorder, '_await_lens/wire.py'), 'utf8');

/** Sends warnings at these times, in seconds, as one batch. */
const send = `
import os, sys
sys.path.insert(0, sys.argv[1])
from _await_lens import wire
sender = wire.Wire(os.dup(1), 1000, 1 << 20, 1000)
stream = sender.stream(0)
for at in sys.argv[2:]:
    stream.events.extend((wire.WARN, float(at), sender.string("a")))
sender.finish()
`;

/** Fails to define a place, as at the limit of recursion, and then sends an await there. */
const fail = `
import os, sys
sys.path.insert(0, sys.argv[1])
from _await_lens import wire
sender = wire.Wire(os.dup(1), 1000, 1 << 20, 1000)
stream = sender.stream(0)
def position(code, instruction):
    raise RecursionError
position, wire.position = wire.position, position
code = compile("print()", "program.py", "exec")
try:
    sender.place(code, 0)
except RecursionError:
    wire.position = position
sender.define("N", 1, 0, sender.place(code, 0))
sender.finish()
`;

describe("The Python recorder's wire", () => {
  it('has the same events on both sides', () => {
    const bytes: Record<string, string> = { None: 'N', True: 'T', False: 'F', '...': '.' };
    const written = [...python.matchAll(/^([A-Z_]+) = (\S+) {2}# /gm)].map(
      ([, name = '', kind = '']) => [name, bytes[kind]?.charCodeAt(0) ?? Number(kind)] as const,
    );
    assert.equal(written.filter(([, number]) => number > 32).length, 4);
    assert.deepEqual(
      Object.fromEntries(written),
      Object.fromEntries(Object.entries(events).map(([name, [number]]) => [name, number])),
    );
  });

  for (const { version, path: interpreter } of findPythons('3.8'))
    it(`tells the time (${version})`, () => {
      const times = [30.065, 30.065004, 30.065007, 86438.654, 86438.654009];
      const wire = execFileSync(interpreter, ['-c', send, recorder, ...times.map(String)]);
      const writer = new TraceWriter();
      const decoder = new PythonDecoder(writer, new Source('', []), () => true);
      for (const payload of new FrameReader().read(wire)) decoder.read(payload);
      assert.deepEqual(
        writer.events.map(({ kind, t }) => [kind, t]),
        [0, 0.004, 0.007, 86408589, 86408589.009].map((t) => ['warn', t]),
      );
    });

  it('refers to nothing whose definition has failed', () => {
    const [{ path: interpreter } = { path: '' }] = findPythons('3.8');
    const writer = new TraceWriter();
    const decoder = new PythonDecoder(writer, new Source('', []), () => true);
    const wire = execFileSync(interpreter, ['-c', fail, recorder]);
    for (const payload of new FrameReader().read(wire)) decoder.read(payload);
    assert.deepEqual(writer.events, []);
  });
});
