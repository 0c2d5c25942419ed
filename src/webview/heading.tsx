import * as l10n from '@vscode/l10n';
import { IconButton } from './icon-button';
import type { Action, Loaded, Model } from './store';

interface Props {
  readonly model: Model;
  readonly loaded: Loaded;
  readonly dispatch: (action: Action) => void;
  readonly togglePin: () => void;
  /** Null where there is no editor to save it. */
  readonly save: (() => void) | null;
}

/** What is replayed, and what one can do with all of it. */
export function Heading({ model, loaded, dispatch, togglePin, save }: Props) {
  const { shown } = loaded;
  const { pinned, settings } = model;
  const saving = l10n.t('Save or Export');
  const keys = l10n.t('Keys (?)');
  return (
    <header class="heading">
      <h1>
        <span class="title">{shown.title}</span>
        {shown.file !== shown.title && <span class="file">{shown.file}</span>}
      </h1>
      {!shown.fromFile && (
        <IconButton
          icon={pinned ? 'pinned' : 'pin'}
          label={l10n.t('Stay on this function')}
          title={
            pinned
              ? l10n.t('Stays on this function. Press to follow the cursor (P)')
              : l10n.t('Follows the cursor. Press to stay on this function (P)')
          }
          pressed={pinned}
          act={togglePin}
        />
      )}
      <IconButton
        icon="coffee"
        label={l10n.t('Tell it in plain words')}
        title={
          settings.plainWords
            ? l10n.t('Told with a barista. Press for the terms of the field (V)')
            : l10n.t('Tell It in Plain Words, with a Barista (V)')
        }
        pressed={settings.plainWords}
        act={() => dispatch({ type: 'did', action: 'plainWords' })}
      />
      {save && <IconButton icon="save" title={saving} act={save} />}
      <IconButton icon="question" title={keys} act={() => dispatch({ type: 'help', open: true })} />
    </header>
  );
}
