import { axisOf } from '../replay/axis';
import { lanesOf } from '../replay/lanes';
import { stepsOf } from '../replay/steps';
import type { Trace } from '../trace/format';
import { toChrome } from './chrome';
import { toMermaid } from './mermaid';
import { toSvg } from './svg';

/** What a replay can be saved as. */
export const exportFormats = ['trace', 'chrome', 'mermaid', 'svg'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The file name's ending for each format, without its dot. */
export const extensions: Readonly<Record<ExportFormat, string>> = {
  trace: 'awaitlens.json',
  chrome: 'json',
  mermaid: 'mmd',
  svg: 'svg',
};

/** The text of the file. */
export function exportAs(format: ExportFormat, trace: Trace): string {
  switch (format) {
    case 'trace':
      return `${JSON.stringify(trace)}\n`;
    case 'chrome':
      return toChrome(trace);
    case 'mermaid':
      return toMermaid(trace);
    case 'svg': {
      const steps = stepsOf(trace);
      return toSvg(trace, lanesOf(trace, steps), axisOf(trace, steps));
    }
  }
}
