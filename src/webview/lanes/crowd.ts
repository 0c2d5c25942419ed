import type { Crowd } from '../../core/replay/crowds';
import type { Paint } from './paint';
import type { Scene } from './scene';

/** Pixels between the middle of a row and the lowest, and the highest, that a crowd reaches. */
const reach = 11;

/**
 * How many tasks of a function are suspended, ready and running, one above the other: as high as the row where all are alive
 * that ever are at once. It is put together pixel by pixel: zoomed out each column is of another height, and a path of
 * so many corners takes a browser several times as long to fill.
 */
export function drawCrowd(
  pen: CanvasRenderingContext2D,
  crowd: Crowd,
  middle: number,
  scene: Scene,
  paint: Paint,
): void {
  const { left, width, scale } = scene;
  const ratio = pen.canvas.width / width;
  const across = Math.ceil(Math.min(width, scale.width - left) * ratio);
  const down = Math.round(2 * reach * ratio);
  const brush = brushOf(across, down);
  if (!brush) return;
  const image = brush.createImageData(across, down);
  const pixels = { data: new Uint32Array(image.data.buffer), across, down, ratio };
  fill(pixels, middle - reach, crowd, scene, grainOf(paint, brush));
  brush.putImageData(image, 0, 0);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(
    brush.canvas,
    ...([0, 0, across, down] as const),
    ...([left, middle - reach, across / ratio, 2 * reach] as const),
  );
}

/** The pixels of an image, row by row; `ratio`: how many there are for a CSS pixel, each way. */
interface Pixels {
  readonly data: Uint32Array;
  readonly across: number;
  readonly down: number;
  readonly ratio: number;
}

/** `y` is where the image belongs in the drawing, of which its patterns are a part. */
function fill(
  { data, across, down, ratio }: Pixels,
  y: number,
  crowd: Crowd,
  { scale, left }: Scene,
  { dots, hatch, running, edge }: Grain,
): void {
  const each = down / Math.max(1, crowd.most);
  let at = crowd.changeBefore(scale.stepAt(left));
  let next = scale.start(crowd.stepAt(at + 1));
  let edgeBefore = down - 1;
  for (let column = 0; column < across; column++) {
    const x = left + column / ratio;
    if (next <= x) {
      at = crowd.changeBefore(scale.stepAt(x));
      next = scale.start(crowd.stepAt(at + 1));
    }
    const run = crowd.count(at, 'running');
    const ready = run + crowd.count(at, 'ready');
    const alive = ready + crowd.count(at, 'waiting');
    const top = Math.min(down - 1, Math.round(down - alive * each));
    const [readyTop, runTop] = [Math.round(down - ready * each), Math.round(down - run * each)];
    const pattern = Math.floor(x);
    for (let row = top; row < down; row++) {
      const line = Math.floor(y + row / ratio);
      data[row * across + column] =
        row >= runTop
          ? running
          : row >= readyTop
            ? (hatch[(line % hatchSize) * hatchSize + (pattern % hatchSize)] ?? 0)
            : (dots[(line % dotsSize) * dotsSize + (pattern % dotsSize)] ?? 0);
    }
    // The edge goes up and down between two columns, and along the top of each.
    const [from, to] = [Math.min(edgeBefore, top), Math.max(edgeBefore, top)];
    for (let row = from; row <= to; row++) data[row * across + column] = edge;
    edgeBefore = top;
  }
}

/** Pixels after which the patterns of `Paint` come again, both ways. */
const dotsSize = 4;
const hatchSize = 6;

/** The inks of a crowd as the pixels of an image. */
interface Grain {
  readonly dots: Uint32Array;
  readonly hatch: Uint32Array;
  readonly running: number;
  readonly edge: number;
}

const grains = new WeakMap<Paint, Grain>();

function grainOf(paint: Paint, brush: CanvasRenderingContext2D): Grain {
  let grain = grains.get(paint);
  if (!grain) {
    const pixels = (size: number, ...inks: readonly Paint['hatch'][]): Uint32Array => {
      brush.clearRect(0, 0, size, size);
      for (const ink of inks) {
        brush.fillStyle = ink;
        brush.fillRect(0, 0, size, size);
      }
      return new Uint32Array(brush.getImageData(0, 0, size, size).data.buffer);
    };
    grain = {
      dots: pixels(dotsSize, paint.dots),
      hatch: pixels(hatchSize, paint.background, paint.hatch),
      running: pixels(1, paint.running)[0] ?? 0,
      edge: pixels(1, paint.waiting)[0] ?? 0,
    };
    grains.set(paint, grain);
  }
  return grain;
}

let shared: CanvasRenderingContext2D | null = null;

/** The pen of a canvas that has at least this size and is in no page: what is put together there is drawn where it belongs. */
function brushOf(across: number, down: number): CanvasRenderingContext2D | null {
  shared ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (shared && shared.canvas.width < across) shared.canvas.width = across;
  if (shared && shared.canvas.height < down) shared.canvas.height = down;
  return shared;
}
