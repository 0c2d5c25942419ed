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
