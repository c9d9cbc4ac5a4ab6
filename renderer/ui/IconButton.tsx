// A button that is an icon: always with a name for screen readers and a tooltip (TooltipLayer shows it).
import type { ReactNode } from "react";

export interface IconButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
  /** A toggle's state; absent = not a toggle. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** Text beside the icon. */
  readonly text?: string;
  /** The key that does the same, shown with the tooltip. */
  readonly keys?: string;
  /** Of a button that opens something. */
  readonly expanded?: boolean;
}

export function IconButton({
  label,
  onClick,
  children,
  pressed,
  disabled,
  text,
  keys,
  expanded,
}: IconButtonProps) {
  return (
    <button
      type="button"
      className={text === undefined ? "icon-button" : "icon-button icon-button--text"}
      aria-label={label}
      // A word that says the same needs no tooltip.
      data-tip={text === label && keys === undefined ? undefined : label}
      data-keys={keys}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
      {text === undefined ? undefined : <span>{text}</span>}
    </button>
  );
}
