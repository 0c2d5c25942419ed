/** Paths of the host's files: opaque texts whose steps are separated by `/`. */

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path with its `.` and `..` steps taken, seen from a folder. */
export function joined(folder: string, relative: string): string {
  const steps = folder.split('/');
  for (const step of relative.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** The last step of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What stands in a path between a notebook and one of its cells. */
export const cellMark = '.ipynb#';

export function isCell(path: string): boolean {
  return fileName(path).includes(cellMark);
}

/** How many steps lead from the folder of one file to that of another. */
export function stepsApart(a: string, b: string): number {
  const [from, to] = [folderOf(a).split('/'), folderOf(b).split('/')];
  const common = from.findIndex((step, index) => step !== to[index]);
  return common < 0 ? to.length - from.length : from.length + to.length - 2 * common;
}
