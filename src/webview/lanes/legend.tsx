import * as l10n from '@vscode/l10n';

const kinds = [
  'running',
  'ready',
  'waiting',
  'blocked',
  'done',
  'failed',
  'raised',
  'gap',
] as const;
type Kind = (typeof kinds)[number];

/** What the lanes' shapes mean; `without` what is not drawn here. */
export function Legend({ without = [] }: { readonly without?: readonly Kind[] }) {
  return (
    <ul class="legend" aria-label={l10n.t('Legend')}>
      {kinds
        .filter((kind) => !without.includes(kind))
        .map((kind) => (
          <Item key={kind} kind={kind} />
        ))}
    </ul>
  );
}

function textOf(kind: Kind): string {
  switch (kind) {
    case 'running':
      return l10n.t('running');
    case 'ready':
      return l10n.t('ready, waits for its turn');
    case 'waiting':
      return l10n.t('suspended');
    case 'blocked':
      return l10n.t('holds the loop up');
    case 'done':
      return l10n.t('done');
    case 'failed':
      return l10n.t('failed or cancelled');
    case 'raised':
      return l10n.t('an await raises');
    case 'gap':
      return l10n.t('the loop sleeps');
  }
}

function Item({ kind }: { readonly kind: Kind }) {
  return (
    <li>
      <svg width="22" height="14" aria-hidden="true">
        {kind === 'waiting' && <line class="waiting" x1="0" x2="22" y1="7" y2="7" />}
        {kind === 'done' && <circle class="done" cx="11" cy="7" r="4" />}
        {kind === 'failed' && <path class="failed" d="M 7 3 L 15 11 M 7 11 L 15 3" />}
        {kind === 'raised' && <path class="raised" d="M 11 1 L 17 7 L 11 13 L 5 7 Z" />}
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
      {textOf(kind)}
    </li>
  );
}
