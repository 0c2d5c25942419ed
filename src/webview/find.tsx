/** A box in which one types what is to be found. */
export function Find({
  label,
  wanted,
  find,
}: {
  readonly label: string;
  readonly wanted: string;
  readonly find: (text: string) => void;
}) {
  return (
    <input
      class="find"
      type="search"
      placeholder={label}
      aria-label={label}
      value={wanted}
      onInput={({ currentTarget }) => find(currentTarget.value)}
    />
  );
}
