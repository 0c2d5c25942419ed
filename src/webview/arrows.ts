/** Lets the arrows up and down lead from the button that has the focus to the next one in `currentTarget`; the replay does not get them. */
export function arrowsLead(
  event: KeyboardEvent & { readonly currentTarget: HTMLElement },
  buttons: string,
): void {
  const { key, target, currentTarget } = event;
  if (!(target instanceof HTMLButtonElement) || event.ctrlKey || event.metaKey || event.altKey)
    return;
  if (key === 'ArrowDown') neighbour(currentTarget, target, buttons, 1)?.focus();
  else if (key === 'ArrowUp') neighbour(currentTarget, target, buttons, -1)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** The next of the buttons that can be seen, in reading order, or the one before. */
function neighbour(
  area: HTMLElement,
  button: HTMLButtonElement,
  buttons: string,
  by: 1 | -1,
): HTMLButtonElement | undefined {
  const seen = [...area.querySelectorAll<HTMLButtonElement>(buttons)].filter(
    (each) => each === button || each.checkVisibility({ visibilityProperty: true }),
  );
  return seen[seen.indexOf(button) + by];
}
