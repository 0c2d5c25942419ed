import * as l10n from '@vscode/l10n';
import { Icon } from './icon';

/** Nothing to replay: why, and what to do. */
export function Empty({
  reason,
  advice,
  openSample,
}: {
  readonly reason: string;
  readonly advice: string;
  readonly openSample: () => void;
}) {
  return (
    <main class="message">
      <Icon name="coffee" />
      <h1>{reason}</h1>
      <p>{advice}</p>
      <button type="button" class="primary" onClick={openSample}>
        {l10n.t('Open a Sample')}
      </button>
    </main>
  );
}

/** What the panel was given is not a trace it can show. */
export function Problems({ problems }: { readonly problems: readonly string[] }) {
  return (
    <main class="message">
      <Icon name="error" />
      <h1>{l10n.t('This replay cannot be shown.')}</h1>
      <p>{l10n.t('Close this panel and open it again from the function you want to follow.')}</p>
      <ul class="problems">
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </main>
  );
}

/** Two traces are being read and compared. */
export function Comparing() {
  return (
    <main class="message">
      <Icon name="diff" />
      <h1 id="comparing">{l10n.t('The traces are being compared.')}</h1>
      <progress aria-labelledby="comparing" />
    </main>
  );
}
