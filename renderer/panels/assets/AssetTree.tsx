// The plant as a tree with states, counts and search; the keyboard's way to every asset.
import { ChevronDown, ChevronRight, Search, X } from "lucide-react";
import { type KeyboardEvent, memo, useDeferredValue, useMemo, useRef, useState } from "react";
import { stateCode } from "#shared/frame/layout.ts";
import type { Asset, Plant } from "#shared/model/plant.ts";
import type { AssetState } from "#shared/model/state.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { useLiveValue } from "../../live/use-live-value.ts";
import { formatCount } from "../../messages/format.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { StateIcon } from "../../ui/StateIcon.tsx";
import { AssetMark, isGroup } from "../common/AssetMark.tsx";
import { LiveText } from "../common/LiveText.tsx";
import { lineage, stationRows, stationsBelow } from "../common/plant-groups.ts";
import { countStates, countsText, parseCounts } from "../common/state-counts.ts";
import { useRowInSight, useVirtualRows } from "../common/use-virtual-rows.ts";
import { searchTexts, type TreeRow, treeRows } from "./tree-rows.ts";
import "./assets.css";

const rowRem = 1.75;
const rowId = (row: number): string => `asset-row-${row}`;

export function AssetTree() {
  const { plant } = useLiveTable();
  const [query, setQuery] = useState("");
  const [stateFilter, setStateFilter] = useState<AssetState | undefined>(undefined);
  // The field keeps every key at once; the list follows when there is time.
  const deferredQuery = useDeferredValue(query);
  return (
    <>
      <div className="tree-search">
        <Search aria-hidden="true" />
        <input
          id="tree-search"
          className="field"
          type="search"
          value={query}
          placeholder={t("tree.search", { count: formatCount(plant.assets.length) })}
          aria-label={t("tree.searchLabel")}
          aria-controls="asset-tree"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setQuery("");
            if (event.key === "ArrowDown") document.getElementById("asset-tree")?.focus();
          }}
        />
        {query === "" ? undefined : (
          <IconButton label={t("tree.clear")} onClick={() => setQuery("")}>
            <X />
          </IconButton>
        )}
      </div>
      <StateSummary plant={plant} chosen={stateFilter} onChoose={setStateFilter} />
      <TreeList plant={plant} query={deferredQuery} stateFilter={stateFilter} />
    </>
  );
}

/** Counts of what stations do; a click keeps only those in the tree. */
function StateSummary({
  plant,
  chosen,
  onChoose,
}: {
  readonly plant: Plant;
  readonly chosen: AssetState | undefined;
  readonly onChoose: (state: AssetState | undefined) => void;
}) {
  const rows = stationRows(plant);
  const counts = parseCounts(useLiveValue((table) => countsText(table.assetState, rows), { hz: 1 }));
  return (
    <div className="tree-summary" role="group">
      {counts.map(({ state, count }) => (
        <button
          key={state}
          type="button"
          className="chip"
          aria-pressed={chosen === state}
          title={chosen === state ? t("tree.showAll") : t("tree.showState", { state: tWord("state", state) })}
          onClick={() => onChoose(chosen === state ? undefined : state)}
        >
          <StateIcon state={state} />
          {formatCount(count)}
          <span className="visually-hidden"> {tWord("state", state)}</span>
        </button>
      ))}
    </div>
  );
}

interface TreeListProps {
  readonly plant: Plant;
  readonly query: string;
  readonly stateFilter: AssetState | undefined;
}

/** The virtualised rows. */
const TreeList = memo(function TreeList({ plant, query, stateFilter }: TreeListProps) {
  const table = useLiveTable();
  const scroller = useRef<HTMLDivElement>(null);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const selectedId = useSelection((s) => s.assetId);
  const selectAsset = useSelection((s) => s.selectAsset);
  const texts = useMemo(() => searchTexts(plant), [plant]);

  // Which stations are in the wanted state, as a text, so that the tree is rebuilt only when that changes.
  const inState = useLiveValue(
    () =>
      stateFilter === undefined
        ? ""
        : stationRows(plant)
            .filter((row) => table.assetState[row] === stateCode(stateFilter))
            .join(" "),
    { hz: 1 },
  );
  const rows = useMemo(() => {
    const kept = stateFilter === undefined ? undefined : new Set(inState.split(" ").map(Number));
    // What is selected elsewhere is never hidden in a folded branch.
    const open = new Set(collapsed);
    if (selectedId !== undefined) {
      const row = plant.assetRowById.get(selectedId);
      if (row !== undefined)
        for (const ancestor of lineage(plant, row).slice(0, -1)) open.delete(ancestor.id);
    }
    return treeRows(plant, texts, {
      collapsed: open,
      query,
      ...(kept === undefined ? {} : { keep: (row: number) => kept.has(row) }),
    });
  }, [plant, texts, collapsed, query, stateFilter, inState, selectedId]);

  const selectedIndex = useMemo(
    () => rows.findIndex(({ row }) => plant.assets[row]?.id === selectedId),
    [rows, plant, selectedId],
  );
  const range = useVirtualRows(scroller, rows.length, rowRem);
  useRowInSight(scroller, selectedIndex, rowRem);

  const fold = (line: TreeRow, expanded: boolean): void => {
    const id = plant.assets[line.row]?.id;
    if (id === undefined) return;
    setCollapsed((now) => {
      const next = new Set(now);
      if (expanded) next.delete(id);
      else next.add(id);
      return next;
    });
  };
  const choose = (index: number): void => {
    const line = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (line !== undefined) selectAsset(plant.assets[line.row]?.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const line = rows[selectedIndex];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / 28) - 1);
    if (event.key === "ArrowDown") choose(selectedIndex + 1);
    else if (event.key === "ArrowUp") choose(selectedIndex - 1);
    else if (event.key === "PageDown") choose(selectedIndex + page);
    else if (event.key === "PageUp") choose(selectedIndex - page);
    else if (event.key === "Home") choose(0);
    else if (event.key === "ArrowRight" && line?.hasChildren === true && !line.expanded) fold(line, true);
    else if (event.key === "ArrowRight") choose(selectedIndex + 1);
    else if (event.key === "ArrowLeft" && line?.expanded === true) {
      selectAsset(plant.assets[line.row]?.id);
      fold(line, false);
    } else if (event.key === "ArrowLeft" && line !== undefined) {
      const parent = plant.assets[line.row]?.parent;
      if (parent !== undefined) selectAsset(parent);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (rows.length === 0) {
    return (
      <div className="notice">
        <strong>
          {query === ""
            ? t("tree.showState", { state: tWord("state", stateFilter ?? "run") })
            : t("tree.noMatch", { query })}
        </strong>
        <p>{t("tree.noMatchHint")}</p>
      </div>
    );
  }
  return (
    <div
      id="asset-tree"
      ref={scroller}
      className="scroll tree"
      role="tree"
      tabIndex={0}
      aria-label={t("panel.assets")}
      aria-activedescendant={selectedIndex < 0 ? undefined : rowId(rows[selectedIndex]?.row ?? 0)}
      onKeyDown={onKeyDown}
    >
      <div className="tree__all" style={{ height: `${rows.length * rowRem}rem` }}>
        {rows.slice(range.first, range.end).map((line, offset) => {
          const asset = plant.assets[line.row];
          if (asset === undefined) return undefined;
          return (
            <TreeLine
              key={asset.id}
              plant={plant}
              asset={asset}
              line={line}
              index={range.first + offset}
              count={rows.length}
              selected={asset.id === selectedId}
              onFold={fold}
            />
          );
        })}
      </div>
      <span className="visually-hidden" aria-live="polite">
        {query === "" ? "" : tCount("tree.matches", rows.filter((line) => line.matched).length)}
      </span>
    </div>
  );
});

interface TreeLineProps {
  readonly plant: Plant;
  readonly asset: Asset;
  readonly line: TreeRow;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
  readonly onFold: (line: TreeRow, expanded: boolean) => void;
}

function TreeLine({ plant, asset, line, index, count, selected, onFold }: TreeLineProps) {
  const selectAsset = useSelection((s) => s.selectAsset);
  const hover = useSelection((s) => s.hover);
  const requestFrame = useSelection((s) => s.requestFrame);
  return (
    <div
      id={rowId(asset.row)}
      className="tree__row"
      role="treeitem"
      aria-level={line.depth + 1}
      aria-selected={selected}
      aria-expanded={line.hasChildren ? line.expanded : undefined}
      aria-setsize={count}
      aria-posinset={index + 1}
      data-faint={!line.matched}
      title={`${asset.id} · ${asset.name}`}
      style={{ top: `${index * rowRem}rem`, paddingLeft: `${0.25 + line.depth * 0.5}rem` }}
      onClick={() => selectAsset(asset.id)}
      onDoubleClick={requestFrame}
      onPointerEnter={() => hover(asset.id)}
      onPointerLeave={() => hover(undefined)}
    >
      <span
        className="tree__fold"
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          onFold(line, !line.expanded);
        }}
      >
        {line.hasChildren ? line.expanded ? <ChevronDown /> : <ChevronRight /> : undefined}
      </span>
      <AssetMark asset={asset} />
      {isGroup(asset) ? undefined : <span className="tree__id">{asset.id}</span>}
      <span className={isGroup(asset) ? "tree__group" : "tree__name"}>{asset.name}</span>
      <LineCount plant={plant} asset={asset} />
    </div>
  );
}

/** Right end of a line: fill of a store, or what is not well below a group. */
function LineCount({ plant, asset }: { readonly plant: Plant; readonly asset: Asset }) {
  const below = useMemo(() => (isGroup(asset) ? stationsBelow(plant, asset.row) : []), [plant, asset]);
  if (below.length > 0) {
    return (
      <LiveText
        hz={1}
        className="tree__count live-value"
        read={(table) => {
          const worst = countStates(table.assetState, below).find(
            ({ state }) => state === "down" || state === "microstop",
          );
          return worst === undefined ? "" : `${worst.count} ${tWord("state", worst.state).toLowerCase()}`;
        }}
      />
    );
  }
  const { capacity } = asset;
  // What a supply or a demand holds is outside the plant; nobody counts it.
  if (asset.level !== "buffer" && asset.level !== "conveyor" && asset.level !== "vehicle") return undefined;
  return (
    <LiveText
      hz={2}
      className="tree__count live-value"
      mark={(table) => (table.stale ? "stale" : "")}
      read={(table) => {
        const count = formatCount(table.assetCount[asset.row] ?? 0);
        return capacity === undefined ? count : `${count}/${capacity}`;
      }}
    />
  );
}
