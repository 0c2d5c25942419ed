import * as l10n from '@vscode/l10n';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
} from 'preact/hooks';
import type { ToPanel } from '../protocol/messages';
import { Empty, Problems } from './empty';
import { Help } from './help';
import type { Host } from './host';
import type { KeyAction } from './keys';
import { keyAction } from './keys';
import { ReplayView } from './replay-view';
import type { Action, Model } from './store';
import { initialModel, reduce } from './store';

/** The whole panel: hears the extension, the keyboard and the clock, and shows the model. */
export function App({ host }: { readonly host: Host }) {
  const [model, dispatch] = useReducer(reduce, initialModel);
  const [configured, setConfigured] = useState(false);

  useEffect(() => {
    const stop = host.listen(
      (message) => {
        if (message.type === 'configure') {
          if (message.texts) l10n.config({ contents: message.texts });
          setConfigured(true);
        }
        const action = actionOf(message);
        if (action) dispatch(action);
      },
      (problems) => dispatch({ type: 'broke', problems }),
    );
    host.post({ type: 'ready' });
    return stop;
  }, [host]);

  const goToSource = useCallback(
    (step: number) => {
      const target = model.view.kind === 'replay' ? stepPlace(model, step) : null;
      if (!target) return;
      void host.goToSource(target.uri, target.place).then((problem) => {
        dispatch({ type: 'noticed', notice: problem });
      });
    },
    [host, model.view],
  );

  const togglePin = useCallback(() => {
    dispatch({ type: 'pinned', pinned: !model.pinned });
    host.post({ type: 'pin', pinned: !model.pinned });
  }, [host, model.pinned]);

  useTelling(host, model);
  usePlaying(model, dispatch);
  useKeys((action) => {
    if (action === 'help') dispatch({ type: 'help', open: !model.help });
    else if (action === 'escape')
      dispatch(model.help ? { type: 'help', open: false } : { type: 'did', action: 'pause' });
    else if (action === 'goToSource') goToSource(model.step);
    else if (action === 'pin') {
      if (model.view.kind === 'replay' && !model.view.loaded.shown.fromFile) togglePin();
    } else if (action !== 'zoomIn' && action !== 'zoomOut' && action !== 'fit')
      dispatch({ type: 'did', action });
  }, model.help);

  if (!configured) return null;
  return (
    <>
      {model.view.kind === 'empty' && (
        <Empty {...model.view} openSample={() => host.post({ type: 'openSample' })} />
      )}
      {model.view.kind === 'broken' && <Problems problems={model.view.problems} />}
      {model.view.kind === 'replay' && (
        <ReplayView
          model={model}
          loaded={model.view.loaded}
          dispatch={dispatch}
          goToSource={goToSource}
          goToPlace={(place) => {
            if (model.view.kind === 'replay')
              void host.goToSource(model.view.loaded.shown.uri, place).then((problem) => {
                dispatch({ type: 'noticed', notice: problem });
              });
          }}
          togglePin={togglePin}
          choose={(choice) => host.post({ type: 'choose', choice })}
          save={() => host.post({ type: 'export' })}
        />
      )}
      <Help open={model.help} close={() => dispatch({ type: 'help', open: false })} />
    </>
  );
}

function actionOf(message: ToPanel): Action | null {
  switch (message.type) {
    case 'configure':
    case 'settings':
      return { type: 'configured', settings: message.settings };
    case 'show':
      return { type: 'shown', shown: message.shown };
    case 'empty':
      return { type: 'emptied', reason: message.reason, advice: message.advice };
    case 'act':
      return { type: 'did', action: message.action };
    case 'done':
    case 'failed':
      return null;
  }
}

function stepPlace(model: Model, step: number) {
  if (model.view.kind !== 'replay') return null;
  const { shown, replay, context } = model.view.loaded;
  const headline = replay.trace.events[replay.steps[step]?.headline ?? -1];
  const place = headline ? context.place(headline) : null;
  return place && { uri: shown.uri, place };
}

/** Milliseconds between two steps that the extension is told, however fast somebody scrubs. */
const tellEvery = 50;

/** Tells the extension the step that is shown, the last of many soon after, and the speed that was chosen. */
function useTelling(host: Host, model: Model): void {
  const { view, step, chosenSpeed } = model;
  const told = useRef(-tellEvery);
  useEffect(() => {
    if (chosenSpeed !== null) host.post({ type: 'speed', speed: chosenSpeed });
  }, [host, chosenSpeed]);
  useEffect(() => {
    if (view.kind !== 'replay') return undefined;
    const { uri } = view.loaded.shown;
    const tell = (): void => {
      told.current = performance.now();
      host.post({ type: 'stepped', uri, step, place: stepPlace(model, step)?.place ?? null });
    };
    const wait = told.current + tellEvery - performance.now();
    if (wait <= 0) {
      tell();
      return undefined;
    }
    const timer = setTimeout(tell, wait);
    return () => clearTimeout(timer);
  }, [host, view, step]);
}

function usePlaying(model: Model, dispatch: (action: Action) => void): void {
  const { playing, step, settings } = model;
  useEffect(() => {
    if (!playing) return undefined;
    const timer = setTimeout(() => dispatch({ type: 'ticked' }), 1000 / settings.speed);
    return () => clearTimeout(timer);
  }, [playing, step, settings.speed, dispatch]);
}

/** A layout effect: a key acts on what is shown from the moment at which it is shown. */
function useKeys(act: (action: KeyAction) => void, help: boolean): void {
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      const action = keyAction(event);
      if (!action || (help && action !== 'help' && action !== 'escape')) return;
      event.preventDefault();
      act(action);
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  });
}
