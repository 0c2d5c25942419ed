import * as l10n from '@vscode/l10n';
import type { PanelAction } from '../protocol/messages';

export type KeyAction =
  | PanelAction
  | 'faster'
  | 'slower'
  | 'help'
  | 'escape'
  | 'goToSource'
  | 'pin'
  | 'zoomIn'
  | 'zoomOut'
  | 'fit'
  | 'nextOfTask'
  | 'previousOfTask'
  | 'nextSuspension'
  | 'nextWakeUp'
  | 'bookmark'
  | 'nextBookmark'
  | 'plainWords';

interface Key {
  /** `KeyboardEvent.key` values that do it. */
  readonly keys: readonly string[];
  readonly action: KeyAction;
}

const keys: readonly Key[] = [
  { keys: [' '], action: 'togglePlay' },
  { keys: ['ArrowRight', 'ArrowDown'], action: 'next' },
  { keys: ['ArrowLeft', 'ArrowUp'], action: 'previous' },
  { keys: ['Home'], action: 'first' },
  { keys: ['End'], action: 'last' },
  { keys: ['+', '='], action: 'faster' },
  { keys: ['-'], action: 'slower' },
  { keys: ['g', 'G'], action: 'goToSource' },
  { keys: ['p', 'P'], action: 'pin' },
  { keys: ['n'], action: 'nextOfTask' },
  { keys: ['N'], action: 'previousOfTask' },
  { keys: ['s', 'S'], action: 'nextSuspension' },
  { keys: ['w', 'W'], action: 'nextWakeUp' },
  { keys: ['b'], action: 'bookmark' },
  { keys: ['B'], action: 'nextBookmark' },
  { keys: ['v', 'V'], action: 'plainWords' },
  { keys: ['z'], action: 'zoomIn' },
  { keys: ['Z'], action: 'zoomOut' },
  { keys: ['0'], action: 'fit' },
  { keys: ['?'], action: 'help' },
  { keys: ['Escape'], action: 'escape' },
];

/** What the help lists: the keys as they are printed on a keyboard, and what they do. */
export function keyHelp(): { readonly keys: readonly string[]; readonly does: string }[] {
  return [
    { keys: [l10n.t('Space')], does: l10n.t('Play or pause') },
    { keys: ['→', '↓'], does: l10n.t('Next step') },
    { keys: ['←', '↑'], does: l10n.t('Previous step') },
    { keys: ['Home'], does: l10n.t('First step') },
    { keys: ['End'], does: l10n.t('Last step') },
    { keys: ['+'], does: l10n.t('Faster') },
    { keys: ['-'], does: l10n.t('Slower') },
    { keys: ['G'], does: l10n.t('Go to the code of this step') },
    { keys: ['P'], does: l10n.t('Stay on this function, or follow the cursor') },
    { keys: ['N', '⇧N'], does: l10n.t('Next and previous step of the selected task') },
    {
      keys: [l10n.t('Enter')],
      does: l10n.t('Show the code of the task that has the focus; Space only selects it'),
    },
    { keys: ['S'], does: l10n.t('Next suspension') },
    { keys: ['W'], does: l10n.t('Next wake-up') },
    { keys: ['B'], does: l10n.t('Set or remove a bookmark') },
    { keys: ['⇧B'], does: l10n.t('Go to the next bookmark') },
    { keys: ['V'], does: l10n.t('Tell the story in plain words, or in the terms of the field') },
    { keys: ['Z', '⇧Z'], does: l10n.t('Zoom in and out') },
    { keys: ['0'], does: l10n.t('Fit everything') },
    { keys: ['?'], does: l10n.t('Show these keys') },
    { keys: ['Esc'], does: l10n.t('Pause, or close this') },
  ];
}

/** The keys of a comparison. */
export function comparisonKeyHelp(): ReturnType<typeof keyHelp> {
  return [
    { keys: ['→', '↓'], does: l10n.t('Next await') },
    { keys: ['←', '↑'], does: l10n.t('Previous await') },
    { keys: ['Home'], does: l10n.t('First await') },
    { keys: ['End'], does: l10n.t('Last await') },
    { keys: ['G'], does: l10n.t('Go to the code of the selected await') },
    { keys: ['Z', '⇧Z'], does: l10n.t('Zoom in and out') },
    { keys: ['0'], does: l10n.t('Fit everything') },
    { keys: ['?'], does: l10n.t('Show these keys') },
    { keys: ['Esc'], does: l10n.t('Select nothing, or close this') },
  ];
}

/** What a key press asks for; null where it belongs to the control that has the focus, or to nobody. */
export function keyAction(event: KeyboardEvent): KeyAction | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const { target } = event;
  const pressed = keys.find((key) => key.keys.includes(event.key))?.action ?? null;
  // Who types needs the keys; of a text only Escape leaves.
  if (target instanceof HTMLInputElement && target.type !== 'range')
    return event.key === 'Escape' ? 'escape' : null;
  // A list of choices needs its arrows and letters; a button and a link need Space.
  if (target instanceof HTMLSelectElement) return pressed === 'help' ? 'help' : null;
  const presses =
    target instanceof HTMLButtonElement ||
    (target instanceof HTMLElement && target.tagName === 'SUMMARY');
  if (presses && event.key === ' ') return null;
  // Arrows scroll a list that has the focus.
  const scrolls = target instanceof HTMLElement && target.dataset.scrolls !== undefined;
  if (scrolls && event.key.startsWith('Arrow')) return null;
  return pressed;
}
