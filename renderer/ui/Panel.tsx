// A docked panel: heading, actions, body that scrolls by itself. Knows nothing of what it holds.
import type { ReactNode } from "react";

export interface PanelProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Panel({ title, actions, children, className = "" }: PanelProps) {
  return (
    <section className={`panel ${className}`} aria-label={title}>
      <header className="panel__head">
        <h2>{title}</h2>
        <div className="panel__actions">{actions}</div>
      </header>
      <div className="panel__body">{children}</div>
    </section>
  );
}
