import { Icon } from './icon';

interface Props {
  readonly icon: string;
  readonly title: string;
  /** What a screen reader says, where that is not the title. */
  readonly label?: string;
  /** Of a button that switches something; else absent. */
  readonly pressed?: boolean | undefined;
  /** Of a button that at times does nothing; it can be reached all the same. */
  readonly disabled?: boolean;
  readonly act: () => void;
}

/** A button that is an icon, like those of VS Code's own toolbars. */
export function IconButton({ icon, title, label = title, pressed, disabled, act }: Props) {
  return (
    <button
      type="button"
      class="icon"
      title={title}
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={disabled}
      onClick={act}
    >
      <Icon name={icon} />
    </button>
  );
}
