import type { Scale } from './scale';

/** The step that the replay is at, under what is drawn there: to move it draws nothing anew. */
export function Now({ scale, step }: { readonly scale: Scale; readonly step: number }) {
  const style = {
    width: `${Math.max(2, scale.unit)}px`,
    transform: `translateX(${scale.start(step)}px)`,
  };
  return <div class="now" style={style} />;
}
