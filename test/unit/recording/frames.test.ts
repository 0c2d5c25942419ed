import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FrameReader } from '../../../src/recording/frames';
import { WireProblem } from '../../../src/recording/recorder';

function framed(payload: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(payload.length);
  return Buffer.concat([head, payload]);
}

describe('FrameReader', () => {
  it('gives the same payloads however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 })),
        fc.array(fc.nat(30)),
        (payloads, cuts) => {
          const bytes = Buffer.concat(payloads.map(framed));
          const reader = new FrameReader();
          const read: Buffer[] = [];
          let at = 0;
          for (const cut of [...cuts, bytes.length]) {
            for (const payload of reader.read(bytes.subarray(at, at + cut)))
              read.push(Buffer.from(payload));
            at = Math.min(bytes.length, at + cut);
          }
          assert.deepEqual(
            read.map((payload) => payload.toString('hex')),
            payloads.map((payload) => Buffer.from(payload).toString('hex')),
          );
        },
      ),
    );
  });

  it('leaves out a frame that is cut short', () => {
    const bytes = framed(Buffer.from('whole')).subarray(0, 7);
    assert.deepEqual([...new FrameReader().read(bytes)], []);
  });

  it('refuses an impossible length', () => {
    assert.throws(() => [...new FrameReader().read(Buffer.alloc(8, 0xff))], WireProblem);
  });
});
