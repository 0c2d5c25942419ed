import * as l10n from '@vscode/l10n';
import { useCallback, useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { ComparedSide, SourcePlace, ToPanel } from '../protocol/messages';
import type { ShownComparison } from './compare/model';
import { ComparisonView } from './compare/view';
import { depict } from './depict';
import { Comparing, Empty, Problems } from './empty';
import { Help } from './help';
import type { Host } from './host';
import type { KeyAction } from './keys';
import { useKeyDown } from './keydown';
import { comparisonKeyHelp, keyAction, keyHelp } from './keys';
import { Comparer } from './opening/comparer';
import type { ComparedTraces, SideFound } from './opening/comparing';
import { Opener } from './opening/opener';
import { usePreparing } from './preparing';
import { ReplayView } from './replay-view';
import type { Action, Model } from './store';
import { initialModel, isFollowing, reduce } from './store';

/** The whole panel: hears the extension, the keyboard and the clock, and shows the model. */
export function App({ host }: { readonly host: Host }) {
  const [model, dispatch] = useReducer(reduce, initialModel);
  const [configured, setConfigured] = useState(false);

  useEffect(() => {
    let texts: Readonly<Record<string, string>> | null = null;
    const opener = new Opener((opening) => {
      if (opening.kind === 'broken')
        host.post({ type: 'problem', message: opening.problems.join(' ') });
      dispatch({ type: 'opening', opening });
    });
    let comparing: Extract<ToPanel, { readonly type: 'compare' }> | null = null;
    const comparer = new Comparer((result) => {
      if (result.kind === 'broken') dispatch({ type: 'broke', problems: result.problems });
      else if (comparing)
        dispatch({ type: 'compared', shown: shownOf(comparing, result.compared) });
    });
    const stopAll = (): void => {
      opener.stop();
      comparer.stop();
    };
    const stop = host.listen(
      (message) => {
        if (message.type === 'configure') {
          ({ texts } = message);
          if (texts) l10n.config({ contents: texts });
          setConfigured(true);
        }
        const action = actionOf(message);
        if (action) dispatch(action);
        if (message.type === 'show') opener.open(message.shown, texts);
        else if (message.type === 'compare') {
          comparing = message;
          comparer.open(message.before.trace, message.after.trace, texts);
        } else if (message.type === 'empty') stopAll();
      },
      (problems) => {
        stopAll();
        dispatch({ type: 'broke', problems });
      },
    );
    host.post({ type: 'ready' });
    return () => {
      stop();
      stopAll();
    };
  }, [host]);

  const goToPlace = useCallback(
    (place: SourcePlace, focus = true) => {
      if (model.view.kind !== 'replay' || !host.hasEditor) return;
      void host.goToSource(model.view.loaded.shown.uri, place, focus).then((problem) => {
        dispatch({ type: 'noticed', notice: problem });
      });
    },
    [host, model.view],
  );
  const goToSource = useCallback(
    (step: number) => {
      const target = stepPlace(model, step);
      if (target) goToPlace(target);
    },
    [model.view, goToPlace],
  );

  const togglePin = useCallback(() => {
    dispatch({ type: 'pinned', pinned: !model.pinned });
    host.post({ type: 'pin', pinned: !model.pinned });
  }, [host, model.pinned]);

  const showCode = useCallback(
    (on: boolean) => {
      dispatch({ type: 'codeShown', on });
      host.post({ type: 'codeShown', on });
    },
    [host],
  );

  useTelling(host, model);
  useDepicting(host, model);
  const { view } = model;
  usePreparing(view.kind === 'replay' && view.loaded.whole ? view.loaded.replay : null);
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
          goToPlace={goToPlace}
          togglePin={togglePin}
          showCode={showCode}
          choose={(choice) => host.post({ type: 'choose', choice })}
          stop={() => host.post({ type: 'stop' })}
          save={host.hasEditor ? () => host.post({ type: 'export' }) : null}
          hasEditor={host.hasEditor}
        />
      )}
      {model.view.kind === 'comparing' && <Comparing />}
      {model.view.kind === 'comparison' && (
        <ComparisonView
          key={model.view.shown}
          shown={model.view.shown}
          host={host}
          asleep={model.help}
          showKeys={() => dispatch({ type: 'help', open: true })}
        />
      )}
      <Help
        open={model.help}
        keys={model.view.kind === 'comparison' ? comparisonKeyHelp() : keyHelp()}
        close={() => dispatch({ type: 'help', open: false })}
      />
    </>
  );
}

function shownOf(
  { before, after, selected }: Extract<ToPanel, { readonly type: 'compare' }>,
  compared: ComparedTraces,
): ShownComparison {
  const side = ({ uri, title }: ComparedSide, found: SideFound) => ({ uri, title, ...found });
  return {
    comparison: compared.comparison,
    leftOut: compared.leftOut,
    before: side(before, compared.before),
    after: side(after, compared.after),
    selected,
  };
}

function actionOf(message: ToPanel): Action | null {
  switch (message.type) {
    case 'configure':
      return { type: 'configured', settings: message.settings };
    case 'pinned':
      return { type: 'pinned', pinned: message.pinned };
    case 'empty':
      return { type: 'emptied', reason: message.reason, advice: message.advice };
    case 'act':
      return { type: 'did', action: message.action };
    case 'await': {
      const { uri, place } = message;
      return { type: 'awaited', awaited: place && { uri, place } };
    }
    case 'changed': {
      const { uri, lost } = message;
      return { type: 'changed', changed: lost === null ? null : { uri, lost } };
    }
    case 'compare':
      return { type: 'comparing' };
    case 'show':
    case 'depict':
    case 'done':
    case 'failed':
      return null;
  }
}

function stepPlace(model: Model, step: number): SourcePlace | null {
  if (model.view.kind !== 'replay') return null;
  const { replay, context } = model.view.loaded;
  const headline = replay.trace.events.at(replay.steps.at(step)?.headline ?? Infinity);
  return headline ? context.place(headline) : null;
}

/** Gives the extension a picture when it asks for one. */
function useDepicting(host: Host, { view }: Model): void {
  useEffect(
    () =>
      host.onDepict(async (id) => {
        const depiction = await depict(view.kind === 'replay' ? view.loaded : null);
        host.post({ type: 'depicted', id, ...depiction });
      }),
    [host, view],
  );
}

/** Milliseconds between two steps that the extension is told, however fast somebody scrubs. */
const tellEvery = 50;

/** Tells the extension the step that is shown, the last of many soon after, and the speed that was chosen. */
function useTelling(host: Host, model: Model): void {
  const { view, step, chosenSpeed, bookmarks, settings } = model;
  const { plainWords } = settings;
  const toldWords = useRef<boolean | null>(null);
  const told = useRef(-tellEvery);
  useEffect(() => {
    if (chosenSpeed !== null) host.post({ type: 'speed', speed: chosenSpeed });
  }, [host, chosenSpeed]);
  useEffect(() => {
    // What the extension said itself need not be told to it.
    if (view.kind === 'replay' && toldWords.current !== null && toldWords.current !== plainWords)
      host.post({ type: 'plainWords', on: plainWords });
    toldWords.current = plainWords;
  }, [host, view, plainWords]);
  useEffect(() => {
    if (view.kind === 'replay' && bookmarks !== view.loaded.shown.bookmarks)
      host.post({ type: 'bookmarks', uri: view.loaded.shown.uri, bookmarks });
  }, [host, view, bookmarks]);
  useEffect(() => {
    // Of a trace that is still being read the step may be one that it only has to do with for now.
    if (view.kind !== 'replay' || !view.loaded.whole) return undefined;
    const { uri } = view.loaded.shown;
    const tell = (): void => {
      told.current = performance.now();
      const place = stepPlace(model, step);
      host.post({ type: 'stepped', uri, step, place, following: isFollowing(model) });
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

function useKeys(act: (action: KeyAction) => void, help: boolean): void {
  useKeyDown((event) => {
    const action = keyAction(event);
    if (!action || (help && action !== 'help' && action !== 'escape')) return;
    event.preventDefault();
    act(action);
  });
}
