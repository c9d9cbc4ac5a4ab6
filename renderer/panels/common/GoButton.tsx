// A button that goes to where something can be seen: an icon, a short word, and in full what it does.
import type { ReactNode } from "react";
import "./go-button.css";

export interface GoButtonProps {
  /** What it does, in full, with the word on it. */
  readonly label: string;
  /** The word on it. */
  readonly text: string;
  readonly disabled?: boolean;
  readonly onGo: () => void;
  /** The icon. */
  readonly children: ReactNode;
}

export function GoButton({ label, text, disabled = false, onGo, children }: GoButtonProps) {
  return (
    <button
      type="button"
      className="button go-button"
      aria-label={label}
      data-tip={label}
      disabled={disabled}
      onClick={onGo}
    >
      {children}
      {text}
    </button>
  );
}
