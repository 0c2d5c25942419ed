import path from 'node:path';
import type { Launch, Program, RecordLimits } from '../recorder';
import { recorderDescriptor } from '../recorder';
import { NodeDecoder } from './decoder';
import { withoutPieces } from './shown';

/**
 * How to start a JavaScript or TypeScript program under recorders/node. `node` is the path of a Node, or of an editor that
 * is one with ELECTRON_RUN_AS_NODE (which its own children then inherit, as they do in its terminals). `recorders` holds
 * the folder `node`; the bundles that it loads are beside `recorders`, in `dist`.
 */
export function nodeLaunch(
  program: Program,
  node: string,
  recorders: string,
  limits: RecordLimits,
): Launch {
  const settings = {
    descriptor: recorderDescriptor,
    ...(program.pieceOf ? { pieceOf: program.pieceOf } : {}),
    tools: path.join(recorders, '../dist'),
    ...limits,
  };
  const electron = node === process.execPath && process.versions.electron !== undefined;
  return {
    command: node,
    args: [path.join(recorders, 'node/boot.cjs'), program.path, ...program.args],
    env: {
      ...program.env,
      ...(electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
      AWAIT_LENS_RECORD: JSON.stringify(settings),
    },
    decoder: (writer) => new NodeDecoder(writer, program.path, program.text),
    shown: withoutPieces,
  };
}
