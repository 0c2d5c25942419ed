import * as l10n from '@vscode/l10n';
import { IconButton } from '../icon-button';

interface Props {
  readonly wanted: string;
  readonly find: (text: string) => void;
  /** More than 0 for closer. */
  readonly zoom: (by: number) => void;
  readonly fit: () => void;
  readonly asTable: boolean;
  readonly toggleTable: () => void;
  /** Whether the tasks of a function share a row. */
  readonly grouped: boolean;
  readonly toggleGroups: () => void;
}

/** The heading of the lanes, and what one can do with them. */
export function LaneControls(props: Props) {
  const { wanted, find, zoom, fit, asTable, toggleTable, grouped, toggleGroups } = props;
  const button = (icon: string, title: string, act: () => void, pressed?: boolean) => (
    <IconButton icon={icon} title={title} pressed={pressed} act={act} />
  );
  return (
    <div class="lane-controls">
      <h2 id="lanes-title">{l10n.t('Tasks over time')}</h2>
      <input
        class="find"
        type="search"
        placeholder={l10n.t('Find tasks')}
        aria-label={l10n.t('Find tasks')}
        value={wanted}
        onInput={({ currentTarget }) => find(currentTarget.value)}
      />
      {!asTable && button('zoom-out', l10n.t('Zoom Out (Shift+Z)'), () => zoom(-1))}
      {!asTable && button('zoom-in', l10n.t('Zoom In (Z)'), () => zoom(1))}
      {!asTable && button('screen-full', l10n.t('Fit Everything (0)'), fit)}
      {button('group-by-ref-type', l10n.t('Group by Function'), toggleGroups, grouped)}
      {button('table', l10n.t('Show as a Table'), toggleTable, asTable)}
    </div>
  );
}
