import * as l10n from '@vscode/l10n';
import { speeds } from '../protocol/messages';
import { IconButton } from './icon-button';
import type { Action, Model } from './store';
import { stepCount } from './store';

interface Props {
  readonly model: Model;
  readonly valueText: string;
  readonly dispatch: (action: Action) => void;
}

/** Play, step, scrub and speed: like a media player's controls, in VS Code's clothes. */
export function Toolbar({ model, valueText, dispatch }: Props) {
  const { step, playing, settings } = model;
  const last = stepCount(model) - 1;
  const button = (
    icon: string,
    title: string,
    action: 'first' | 'previous' | 'togglePlay' | 'next' | 'last',
    disabled: boolean,
  ) => (
    <IconButton
      icon={icon}
      title={title}
      disabled={disabled}
      act={() => dispatch({ type: 'did', action })}
    />
  );
  return (
    <div class="toolbar" role="toolbar" aria-label={l10n.t('Replay')}>
      <div class="buttons">
        {button('debug-reverse-continue', l10n.t('First Step (Home)'), 'first', step === 0)}
        {button('debug-step-back', l10n.t('Step Back (←)'), 'previous', step === 0)}
        {playing
          ? button('debug-pause', l10n.t('Pause (Space)'), 'togglePlay', false)
          : button('play', l10n.t('Play (Space)'), 'togglePlay', last < 0)}
        {button('debug-step-over', l10n.t('Step (→)'), 'next', step >= last)}
        {button('debug-continue', l10n.t('Last Step (End)'), 'last', step >= last)}
      </div>
      <input
        class="scrub"
        type="range"
        min={0}
        max={Math.max(0, last)}
        step={1}
        value={step}
        style={{ '--done': String(last > 0 ? step / last : 0) }}
        aria-label={l10n.t('Step')}
        aria-valuetext={valueText}
        onInput={({ currentTarget }) =>
          dispatch({ type: 'went', step: Number(currentTarget.value) })
        }
      />
      <IconButton
        icon="bookmark"
        title={l10n.t('Bookmark (B)')}
        pressed={model.bookmarks.includes(step)}
        act={() => dispatch({ type: 'did', action: 'bookmark' })}
      />
      <span class="count">{l10n.t('{0} of {1}', step + 1, last + 1)}</span>
      <select
        class="speed"
        aria-label={l10n.t('Speed')}
        title={l10n.t('Speed (+ and -)')}
        value={String(settings.speed)}
        onChange={({ currentTarget }) =>
          dispatch({ type: 'speed', speed: Number(currentTarget.value) })
        }
      >
        {[...new Set([...speeds, settings.speed])]
          .sort((a, b) => a - b)
          .map((speed) => (
            <option key={speed} value={String(speed)}>
              {`${speed}×`}
            </option>
          ))}
      </select>
    </div>
  );
}
