import * as l10n from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import { IconButton } from '../icon-button';

/** Milliseconds for which the button says that it has copied. */
const saidFor = 2_000;

/** Copies what is listed, and says so where the eye is. */
export function CopyButton({ copy }: { readonly copy: () => void }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), saidFor);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <IconButton
        icon={copied ? 'check' : 'copy'}
        title={l10n.t('Copy as a Markdown Table')}
        act={() => {
          copy();
          setCopied(true);
        }}
      />
      <span class="hidden" aria-live="polite">
        {copied ? l10n.t('Copied') : ''}
      </span>
    </>
  );
}
