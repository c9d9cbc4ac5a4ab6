// The contact sheet: every model as a small picture, drawn one after another by one small scene in which they stand on parade. Each links to its turntable.
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { SceneView } from "../../scene/Scene.tsx";
import { ErrorBoundary } from "../../ui/ErrorBoundary.tsx";
import { kitNames } from "./catalogue.ts";
import { applyView, choose, draw, feedOf } from "./kit-stage.ts";
import { useKit } from "./kit-state.ts";

/** Size of a picture, CSS pixels. */
export const tilePx = { width: 320, height: 240 };

interface SheetProps {
  /** All pictures are there, or have said why not. */
  readonly onDone: () => void;
}

export function Sheet({ onDone }: SheetProps): ReactNode {
  const { model, part, parade, theme, tier } = useKit();
  const table = useMemo(() => feedOf({ model, part, parade }).table, [model, part, parade]);
  const [tiles] = useState(() => new Map<string, HTMLCanvasElement>());
  const [failures, setFailures] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => applyView({ theme, tier }), [theme, tier]);
  useEffect(() => {
    void drawAll(tiles, (name, failure) => setFailures((now) => ({ ...now, [name]: failure }))).then(onDone);
  }, [tiles, onDone]);
  return (
    <div className="sheet">
      <div className="sheet__stage" style={tilePx}>
        <ErrorBoundary title="The machines cannot be drawn" hint="" retry="Try again">
          <SceneView table={table} frameloop="never" />
        </ErrorBoundary>
      </div>
      {kitNames.map((name) => (
        <Tile key={name} name={name} failure={failures[name]} tiles={tiles} />
      ))}
    </div>
  );
}

async function drawAll(
  tiles: ReadonlyMap<string, HTMLCanvasElement>,
  onFailure: (name: string, failure: string) => void,
): Promise<void> {
  for (const name of kitNames) {
    try {
      await choose({ model: name });
      const picture = draw("sheet");
      tiles.get(name)?.getContext("2d")?.drawImage(picture, 0, 0, tilePx.width, tilePx.height);
    } catch (cause) {
      console.error(`${name}:`, cause);
      onFailure(name, cause instanceof Error ? cause.message : String(cause));
    }
  }
}

interface TileProps {
  readonly name: string;
  readonly failure: string | undefined;
  readonly tiles: Map<string, HTMLCanvasElement>;
}

function Tile({ name, failure, tiles }: TileProps): ReactNode {
  const keep = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (canvas !== null) tiles.set(name, canvas);
    },
    [name, tiles],
  );
  const query = new URLSearchParams(location.search);
  query.delete("sheet");
  query.set("model", name);
  return (
    <a className="sheet__tile" href={`?${query.toString()}`}>
      <canvas ref={keep} {...tilePx} />
      <span>{failure === undefined ? name : `${name}: ${failure}`}</span>
    </a>
  );
}
