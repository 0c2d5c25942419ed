/** An icon of VS Code's own set; it says nothing to a screen reader, the text beside it does. */
export function Icon({ name }: { readonly name: string }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}
