import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
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
  const [isFirst, isLast] = [step === 0, step >= last];
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
  // Most steps change none of the buttons: they are not compared again.
  const buttons = useMemo(
    () => (
      <div class="buttons">
        {button('debug-reverse-continue', l10n.t('First Step (Home)'), 'first', isFirst)}
        {button('debug-step-back', l10n.t('Step Back (←)'), 'previous', isFirst)}
        {playing
          ? button('debug-pause', l10n.t('Pause (Space)'), 'togglePlay', false)
          : button('play', l10n.t('Play (Space)'), 'togglePlay', last < 0)}
        {button('debug-step-over', l10n.t('Step (→)'), 'next', isLast)}
        {button('debug-continue', l10n.t('Last Step (End)'), 'last', isLast)}
      </div>
    ),
    [isFirst, isLast, playing, last < 0, dispatch],
  );
  const speed = useMemo(
    () => (
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
          .map((each) => (
            <option key={each} value={String(each)}>
              {`${each}×`}
            </option>
          ))}
      </select>
    ),
    [settings.speed, dispatch],
  );
  return (
    <div class="toolbar" role="toolbar" aria-label={l10n.t('Replay')}>
      {buttons}
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
      {speed}
    </div>
  );
}
