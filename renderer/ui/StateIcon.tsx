// The mark of a state: shape and colour together, from tokens.ts. Says nothing aloud; the text beside it does.
import { stateMarks, type StateToken } from "./tokens.ts";

/** Draws `state` in a box of 1 em. */
export function StateIcon({ state }: { readonly state: StateToken }) {
  const mark = stateMarks[state];
  return (
    <svg
      className="state-icon"
      data-state={state}
      data-hollow={mark.hollow}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={mark.path} />
    </svg>
  );
}
