import * as l10n from '@vscode/l10n';
import { Find } from '../find';
import { IconButton } from '../icon-button';
import type { Zoom } from './zoom';
import { ZoomButtons } from './zoom';

interface Props extends Zoom {
  readonly wanted: string;
  readonly find: (text: string) => void;
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
      <Find label={l10n.t('Find tasks')} wanted={wanted} find={find} />
      {!asTable && <ZoomButtons zoom={zoom} fit={fit} />}
      {button('group-by-ref-type', l10n.t('Group by Function'), toggleGroups, grouped)}
      {button('table', l10n.t('Show as a Table'), toggleTable, asTable)}
    </div>
  );
}
