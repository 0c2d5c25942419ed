import * as l10n from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon';
import type { keyHelp } from './keys';

/** The keys, in a dialog of the platform: it holds the focus while open and gives it back. */
export function Help({
  open,
  keys: listed,
  close,
}: {
  readonly open: boolean;
  readonly keys: ReturnType<typeof keyHelp>;
  readonly close: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={close}>
      <header>
        <h2 id="help-title">{l10n.t('Keys')}</h2>
        <button type="button" class="icon" onClick={close} aria-label={l10n.t('Close')}>
          <Icon name="close" />
        </button>
      </header>
      <dl>
        {listed.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
