/** The inks of the lanes: the theme's colours, read where they are used, and what tells states apart without colour. */
export interface Paint {
  readonly font: string;
  readonly text: string;
  readonly quiet: string;
  readonly background: string;
  readonly running: string;
  readonly ready: string;
  readonly waiting: string;
  readonly failed: string;
  readonly now: string;
  readonly nowEdge: string;
  /** Stripes in the colour of what is ready. */
  readonly hatch: CanvasPattern | string;
  /** Dots in the colour of what is suspended. */
  readonly dots: CanvasPattern | string;
}

let versions = 0;

/** A new version of the theme: what was read of it before does not hold any more. */
export function changedTheme(): number {
  return ++versions;
}

let read: { readonly version: number; readonly paint: Paint } | null = null;

/**
 * The colours that hold for an element of the lanes. They are read anew when the version of the theme is another: to read
 * them makes the browser work out all styles of the page, which is too much for each frame.
 */
export function paintOf(
  element: Element,
  context: CanvasRenderingContext2D,
  version: number,
): Paint {
  if (read?.version !== version) read = { version, paint: readPaint(element, context) };
  return read.paint;
}

function readPaint(element: Element, context: CanvasRenderingContext2D): Paint {
  const style = getComputedStyle(element);
  const colour = (name: string, fallback: string): string =>
    style.getPropertyValue(name).trim() || fallback;
  const text = colour('--vscode-foreground', style.color);
  const ready = colour('--ready', text);
  return {
    font: `11px ${style.fontFamily}`,
    text,
    quiet: colour('--quiet', text),
    background: colour('--vscode-editor-background', 'Canvas'),
    running: colour('--running', text),
    ready,
    waiting: colour('--waiting', text),
    failed: colour('--failed', text),
    now: colour('--vscode-list-activeSelectionBackground', text),
    nowEdge: colour('--vscode-contrastActiveBorder', colour('--vscode-focusBorder', text)),
    hatch: patternOf('hatch', ready, context),
    dots: patternOf('dots', colour('--waiting', text), context),
  };
}

const tiles = new Map<string, HTMLCanvasElement>();

function patternOf(
  kind: 'hatch' | 'dots',
  colour: string,
  context: CanvasRenderingContext2D,
): CanvasPattern | string {
  const name = `${kind} ${colour}`;
  let tile = tiles.get(name);
  if (!tile) {
    tile = document.createElement('canvas');
    tile.width = tile.height = kind === 'hatch' ? 6 : 4;
    const pen = tile.getContext('2d');
    if (pen) {
      pen.strokeStyle = pen.fillStyle = colour;
      pen.lineWidth = 2;
      if (kind === 'dots') pen.fillRect(0, 0, 2, 2);
      else
        for (const from of [-6, 0, 6]) {
          pen.moveTo(from - 1, 7);
          pen.lineTo(from + 7, -1);
        }
      pen.stroke();
    }
    tiles.set(name, tile);
  }
  return context.createPattern(tile, 'repeat') ?? colour;
}

/** Gives a canvas its size in CSS pixels at the screen's resolution; its pen, cleared, at their scale. */
export function penFor(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const pen = canvas.getContext('2d');
  pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen?.clearRect(0, 0, width, height);
  return pen;
}
