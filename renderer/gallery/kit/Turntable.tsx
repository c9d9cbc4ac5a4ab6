// The page a person turns a machine on: the scene, and a column of choices beside it. Knows the stage, not the engine.
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { assetStates } from "#shared/model/state.ts";
import { SceneView } from "../../scene/Scene.tsx";
import { themeNames, tierChoices } from "../../state/view.ts";
import { ErrorBoundary } from "../../ui/ErrorBoundary.tsx";
import { kitNames, kitSize, kitTriangles } from "./catalogue.ts";
import { kitCameras } from "./kit-cameras.ts";
import { applyCamera, applyState, applyView, drawsNothing, feedOf } from "./kit-stage.ts";
import { kitCycleS } from "./kit-plant.ts";
import { type KitChoice, useKit } from "./kit-state.ts";

interface TurntableProps {
  /** Frames only when asked. */
  readonly still: boolean;
  /** Without the column of choices. */
  readonly bare: boolean;
}

/** Degrees of a press of an arrow key, and of a second of turning by itself. */
const stepDeg = 5;
const turnDegPerS = 20;

export function Turntable({ still, bare }: TurntableProps): ReactNode {
  const choice = useKit();
  const { model, part, parade } = choice;
  const table = useMemo(() => feedOf({ model, part, parade }).table, [model, part, parade]);
  useEffect(() => applyView(choice), [choice]);
  useEffect(() => {
    if (!still) applyState(choice);
  }, [still, choice]);
  useCamera(choice, still);
  return (
    <div className={bare ? "kit kit--bare" : "kit"}>
      <div className="kit__stage">
        <ErrorBoundary key={parade ? "" : model} title={`${model} cannot be drawn`} hint="" retry="Try again">
          <SceneView table={table} frameloop={still ? "never" : "demand"} drawNothing={drawsNothing} />
        </ErrorBoundary>
        {bare ? null : <Caption choice={choice} />}
      </div>
      {bare ? null : <Choices choice={choice} />}
    </div>
  );
}

/** Follows the chosen camera and angle; tries again until the scene of a new model is there. */
function useCamera(choice: KitChoice, still: boolean): void {
  const { model, part, tier, camera, turnDeg } = choice;
  useEffect(() => {
    if (still) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const place = (): void => {
      if (!applyCamera(useKit.getState())) timer = setTimeout(place, 30);
    };
    place();
    return () => clearTimeout(timer);
  }, [still, model, part, tier, camera, turnDeg]);
}

function Caption({ choice }: { readonly choice: KitChoice }): ReactNode {
  const { length, width, height } = kitSize(choice.model);
  const triangles = useMemo(() => kitTriangles(choice.model), [choice.model]);
  const metres = [length, width, height].map((value) => value.toFixed(2)).join(" × ");
  return (
    <div className="kit__caption">
      <strong>{choice.model}</strong>
      <span>{metres} m</span>
      <span>
        {triangles.near} triangles near, {triangles.middle} in the middle
      </span>
    </div>
  );
}

function Choices({ choice }: { readonly choice: KitChoice }): ReactNode {
  const [turning, setTurning] = useState(false);
  const [working, setWorking] = useState(false);
  useKeys();
  useTicks(turning, (seconds) =>
    useKit.setState(({ turnDeg }) => ({ turnDeg: (turnDeg + seconds * turnDegPerS) % 360 })),
  );
  useTicks(working, (seconds) =>
    useKit.setState(({ phase }) => ({ phase: (phase + seconds / kitCycleS) % 1 })),
  );
  const set = (change: Partial<KitChoice>): void => {
    useKit.setState(change);
    remember(useKit.getState());
  };
  return (
    <aside className="kit__choices">
      <ul className="kit__models">
        {kitNames.map((name) => (
          <li key={name}>
            <button type="button" aria-pressed={name === choice.model} onClick={() => set({ model: name })}>
              {name}
            </button>
          </li>
        ))}
      </ul>
      <Row label="Camera" names={kitCameras} chosen={choice.camera} onChoose={(camera) => set({ camera })} />
      <Row label="Theme" names={themeNames} chosen={choice.theme} onChoose={(theme) => set({ theme })} />
      <Row label="Tier" names={tierChoices} chosen={choice.tier} onChoose={(tier) => set({ tier })} />
      <label>
        State
        <select
          value={choice.state}
          onChange={(event) =>
            set({ state: assetStates.find((state) => state === event.target.value) ?? "unknown" })
          }
        >
          {assetStates.map((state) => (
            <option key={state}>{state}</option>
          ))}
        </select>
      </label>
      <label>
        Phase {choice.phase.toFixed(2)}
        <input
          type="range"
          min={0}
          max={1}
          step={0.01}
          value={choice.phase}
          onChange={(event) => set({ phase: Number(event.target.value) })}
        />
      </label>
      <label>
        Angle {Math.round(choice.turnDeg)}°
        <input
          type="range"
          min={-180}
          max={360}
          value={choice.turnDeg}
          onChange={(event) => set({ turnDeg: Number(event.target.value) })}
        />
      </label>
      <div className="kit__row">
        <button type="button" aria-pressed={working} onClick={() => setWorking(!working)}>
          Work
        </button>
        <button type="button" aria-pressed={turning} onClick={() => setTurning(!turning)}>
          Turn
        </button>
        <button type="button" aria-pressed={choice.part} onClick={() => set({ part: !choice.part })}>
          Part
        </button>
      </div>
    </aside>
  );
}

interface RowProps<T extends string> {
  readonly label: string;
  readonly names: readonly T[];
  readonly chosen: T;
  readonly onChoose: (name: T) => void;
}

function Row<T extends string>({ label, names, chosen, onChoose }: RowProps<T>): ReactNode {
  return (
    <div className="kit__row" role="group" aria-label={label}>
      {names.map((name) => (
        <button type="button" key={name} aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {name}
        </button>
      ))}
    </div>
  );
}

/** Left and right turn, up and down change the model. */
function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
      const { model, turnDeg } = useKit.getState();
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (event.key === "ArrowLeft") useKit.setState({ turnDeg: turnDeg - stepDeg });
      else if (event.key === "ArrowRight") useKit.setState({ turnDeg: turnDeg + stepDeg });
      else if (step !== 0) {
        const next = (kitNames.indexOf(model) + step + kitNames.length) % kitNames.length;
        useKit.setState({ model: kitNames[next] ?? model });
      } else return;
      event.preventDefault();
      remember(useKit.getState());
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

/** Calls back every drawn frame with the seconds since the last, while `on`. */
function useTicks(on: boolean, tick: (seconds: number) => void): void {
  useEffect(() => {
    if (!on) return undefined;
    let last: number | undefined;
    let request = 0;
    const step = (nowMs: number): void => {
      if (last !== undefined) tick(Math.min(0.1, (nowMs - last) / 1000));
      last = nowMs;
      request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
    // The ticks only set what they read at that time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [on]);
}

/** Keeps the choice in the address, so that it can be sent to somebody. */
function remember({ model, theme, tier, state, phase, camera, turnDeg, part }: KitChoice): void {
  const query = new URLSearchParams(location.search);
  const entries = { model, theme, tier, state, phase: phase.toFixed(2), turn: String(Math.round(turnDeg)) };
  for (const [name, value] of Object.entries(entries)) query.set(name, value);
  query.set("part", part ? "1" : "0");
  // `camera` in an address asks for a page without controls; the page with controls keeps its own name for it.
  query.set("from", camera);
  history.replaceState(undefined, "", `?${query.toString()}`);
}
