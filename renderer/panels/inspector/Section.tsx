// A titled stretch of the inspector that folds.
import type { ReactNode } from "react";

export interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly count?: number;
  readonly note?: ReactNode;
}

export function Section({ title, children, count, note }: SectionProps) {
  return (
    <details className="section" open>
      <summary>
        <span className="section__title">{title}</span>
        {note}
        {count === undefined || count === 0 ? undefined : <span className="section__count">{count}</span>}
      </summary>
      {children}
    </details>
  );
}
