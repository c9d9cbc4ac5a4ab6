// One of a few, chosen by buttons that stand beside each other. Says nothing of what they choose.
import { IconButton } from "./IconButton.tsx";

export interface SegmentedProps<T extends string> {
  /** What is chosen, to a screen reader; absent where what stands around says it. */
  readonly label?: string;
  readonly values: readonly T[];
  readonly value: T;
  readonly text: (value: T) => string;
  readonly onChange: (value: T) => void;
  /** Shares the whole width evenly instead of following the words. */
  readonly fill?: boolean;
  /** Where it stands. */
  readonly className?: string;
}

export function Segmented<T extends string>({
  label,
  values,
  value,
  text,
  onChange,
  fill = false,
  className = "",
}: SegmentedProps<T>) {
  return (
    <div
      className={`segmented ${fill ? "segmented--fill" : ""} ${className}`.trim().replace(/ +/g, " ")}
      role="group"
      aria-label={label}
    >
      {values.map((each) => (
        <IconButton
          key={each}
          label={text(each)}
          text={text(each)}
          pressed={each === value}
          onClick={() => onChange(each)}
        >
          {undefined}
        </IconButton>
      ))}
    </div>
  );
}
