import * as l10n from '@vscode/l10n';

/** What the lanes' shapes mean. */
export function Legend() {
  return (
    <ul class="legend" aria-label={l10n.t('Legend')}>
      <Item kind="running" text={l10n.t('running')} />
      <Item kind="ready" text={l10n.t('ready, waits for its turn')} />
      <Item kind="waiting" text={l10n.t('suspended')} />
      <Item kind="blocked" text={l10n.t('holds the loop up')} />
      <Item kind="done" text={l10n.t('done')} />
      <Item kind="gap" text={l10n.t('the loop sleeps')} />
    </ul>
  );
}

function Item({ kind, text }: { readonly kind: string; readonly text: string }) {
  return (
    <li>
      <svg width="22" height="14" aria-hidden="true">
        {kind === 'waiting' && <line class="waiting" x1="0" x2="22" y1="7" y2="7" />}
        {kind === 'done' && <circle class="done" cx="11" cy="7" r="4" />}
        {kind === 'running' && <rect class="running" y="1" width="22" height="12" />}
        {kind === 'ready' && (
          <>
            <rect class="ready" x="0.5" y="2.5" width="21" height="9" />
            <path class="hatch" d="M 2 11 L 10 3 M 7 11 L 15 3 M 12 11 L 20 3" />
          </>
        )}
        {kind === 'gap' && <rect class="gap" width="22" height="14" />}
        {kind === 'blocked' && (
          <path class="blocked" d="M 0 0 H 22 V 3 H 0 Z M 0 11 H 22 V 14 H 0 Z" />
        )}
      </svg>
      {text}
    </li>
  );
}
