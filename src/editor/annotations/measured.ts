import { contradicts } from '../../core/explain/contradiction';
import type { Position } from '../../core/position';
import type { MeasuredWait } from '../../core/trace/measured';
import { lensText, recordedText } from '../record/words';
import type { Annotations } from './annotations';

/** What was recorded at a suspension point whose keyword begins there. */
type WaitAt = (keyword: Position) => MeasuredWait | undefined;

/** Annotations with what a recording has measured; where that contradicts what they say, they say what was recorded. */
export function withMeasured(annotations: Annotations, waitAt: WaitAt): Annotations {
  const points = annotations.points.map((point) => {
    const wait = waitAt(point.at);
    if (!wait) return point;
    const measured = lensText(wait);
    if (!contradicts(point, wait.waitsFor)) return { ...point, measured };
    const [waitsFor = 'unknown'] = wait.waitsFor;
    return { ...point, measured, text: recordedText(wait.waitsFor), waitsFor };
  });
  return { ...annotations, points };
}
