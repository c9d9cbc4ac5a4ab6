// A button that is an icon: always with a name for screen readers and a tooltip.
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
}

export function IconButton({ label, onClick, children, pressed, disabled, text }: IconButtonProps) {
  return (
    <button
      type="button"
      className={text === undefined ? "icon-button" : "icon-button icon-button--text"}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
      {text === undefined ? undefined : <span>{text}</span>}
    </button>
  );
}
