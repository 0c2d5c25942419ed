import { arrowsLead } from './arrows';

/**
 * What can be done with the buttons of tasks (`data-task`) inside of an element, as its handlers: a click and Enter open the task's
 * code, Space only selects it, and the arrows up and down lead from one button to the next.
 */
export function taskActs(select: (task: number) => void, open: (task: number) => void) {
  return {
    onClick: ({ target }: MouseEvent): void => {
      const task = taskOf(target);
      if (task !== null) open(task);
    },
    onKeyDown: (event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void => {
      const { key, target } = event;
      if (!(target instanceof HTMLButtonElement) || event.ctrlKey || event.metaKey || event.altKey)
        return;
      const task = taskOf(target);
      if (task === null) return;
      if (key !== ' ') {
        arrowsLead(event, 'button[data-task]');
        return;
      }
      select(task);
      // Neither is the button pressed, nor does the replay take the key.
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

function taskOf(target: EventTarget | null): number | null {
  const element = target instanceof Element ? target.closest('[data-task]') : null;
  return element && Number(element.getAttribute('data-task'));
}
