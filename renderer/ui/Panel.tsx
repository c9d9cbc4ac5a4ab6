// A docked panel: heading, actions, body that scrolls by itself. Knows nothing of what it holds.
import type { ReactNode } from "react";

export interface PanelProps {
  readonly title: string;
  /** Instead of the title, where the panel is one of several. */
  readonly heading?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Panel({ title, heading, actions, children, className = "" }: PanelProps) {
  return (
    <section className={`panel ${className}`} aria-label={title}>
      <header className="panel__head">
        {heading ?? <h2>{title}</h2>}
        <div className="panel__actions">{actions}</div>
      </header>
      <div className="panel__body">{children}</div>
    </section>
  );
}
