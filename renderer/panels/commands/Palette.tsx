// The command palette: one field that finds every command and every asset; the keyboard's way to everything.
// A modal dialog with a combobox and its list; focus goes back to where it was.
import {
  type KeyboardEvent,
  memo,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import {
  Camera,
  Check,
  CircleHelp,
  Clock,
  Gauge,
  Layers,
  type LucideIcon,
  PanelsTopLeft,
  Search,
  SunMoon,
  Workflow,
} from "lucide-react";
import { flushSync } from "react-dom";
import type { CommandGroup } from "#shared/commands/command-table.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { t, tWord } from "../../messages/t.ts";
import { useOverlay } from "../../state/overlay.ts";
import { useSelection } from "../../state/selection.ts";
import { AssetMark } from "../common/AssetMark.tsx";
import { keyText } from "./command.ts";
import { useCommands } from "./commands-context.ts";
import {
  findEntries,
  type PaletteEntry,
  paletteEntries,
  recentEntries,
  rememberEntry,
} from "./palette-entries.ts";
import "./palette.css";

/** The palette, when it is open. */
export function Palette() {
  const open = useOverlay((s) => s.open === "palette");
  return open ? <OpenPalette /> : undefined;
}

const optionId = (index: number): string => `palette-option-${index}`;
/** Rows a page key moves by. */
const pageRows = 8;

function OpenPalette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const { plant } = useLiveTable();
  const commands = useCommands();
  const hide = useOverlay((s) => s.hide);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  // The field keeps every key at once; the list follows when there is time.
  const wanted = useDeferredValue(query);
  const entries = useMemo(() => paletteEntries(commands(), plant), [commands, plant]);
  const recent = useMemo(recentEntries, []);
  const found = useMemo(() => findEntries(entries, wanted, recent), [entries, wanted, recent]);
  const usedBefore = wanted.trim() === "" ? found.filter(({ id }) => recent.includes(id)).length : 0;

  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    list.current?.querySelector(`#${optionId(active)}`)?.scrollIntoView({ block: "nearest" });
  }, [active, found]);

  const choose = (entry: PaletteEntry | undefined): void => {
    if (entry === undefined) return;
    rememberEntry(entry.id);
    // Closed at once, so that the focus is back where it was before a command takes it elsewhere.
    flushSync(() => hide("palette"));
    runEntry(entry);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = found.length - 1;
    const moves: Readonly<Record<string, number | undefined>> = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
      PageDown: Math.min(last, active + pageRows),
      PageUp: Math.max(0, active - pageRows),
    };
    const move = moves[event.key];
    if (move !== undefined) setActive(Math.max(0, move));
    else if (event.key === "Enter") {
      // The list may still be a letter behind the field.
      const now = wanted === query ? found : findEntries(entries, query, recent);
      choose(now[wanted === query ? active : 0]);
    } else if (event.key === "Escape") hide("palette");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t("palette.title")}
      onKeyDown={onKeyDown}
      onCancel={() => hide("palette")}
      onClick={(event) => {
        if (event.target === dialog.current) hide("palette");
      }}
    >
      <div className="palette__field">
        <Search aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={found.length === 0 ? undefined : optionId(active)}
          aria-label={t("palette.title")}
          placeholder={t("palette.placeholder")}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
        />
        <kbd>{keyText("Esc")}</kbd>
      </div>
      <ul
        ref={list}
        id="palette-list"
        role="listbox"
        aria-label={t("palette.title")}
        className="palette__list scroll"
      >
        {found.map((entry, index) => (
          <Option
            key={entry.id}
            entry={entry}
            index={index}
            active={index === active}
            heading={headingOf(found, index, usedBefore, wanted)}
            onChoose={choose}
            onPoint={setActive}
          />
        ))}
      </ul>
      {found.length === 0 ? (
        <p className="palette__none muted" role="status">
          {t("palette.none", { query })}
        </p>
      ) : undefined}
      <p className="palette__foot small muted">{t("palette.hint")}</p>
    </dialog>
  );
}

/** What a list without a query says above the first of each group. */
function headingOf(
  found: readonly PaletteEntry[],
  index: number,
  usedBefore: number,
  query: string,
): string | undefined {
  if (query.trim() !== "") return undefined;
  if (index < usedBefore) return index === 0 ? t("palette.recent") : undefined;
  const group = groupOf(found[index]);
  return index > usedBefore && groupOf(found[index - 1]) === group ? undefined : tWord("group", group);
}

function groupOf(entry: PaletteEntry | undefined): CommandGroup | "asset" {
  return entry?.kind === "command" ? entry.command.group : "asset";
}

/** Does what an entry stands for: a command is run, an asset selected and framed. */
function runEntry(entry: PaletteEntry): void {
  if (entry.kind === "command") {
    entry.command.run();
    return;
  }
  useSelection.getState().selectAsset(entry.asset.id);
  useSelection.getState().requestFrame();
}

interface OptionProps {
  readonly entry: PaletteEntry;
  readonly index: number;
  readonly active: boolean;
  readonly heading: string | undefined;
  readonly onChoose: (entry: PaletteEntry) => void;
  readonly onPoint: (index: number) => void;
}

const icons: Readonly<Record<CommandGroup, LucideIcon>> = {
  camera: Camera,
  view: Workflow,
  layer: Layers,
  time: Clock,
  theme: SunMoon,
  tier: Gauge,
  desk: PanelsTopLeft,
  help: CircleHelp,
};

const Option = memo(function Option({ entry, index, active, heading, onChoose, onPoint }: OptionProps) {
  const Icon = entry.kind === "command" ? icons[entry.command.group] : undefined;
  return (
    <>
      {heading === undefined ? undefined : (
        <li role="presentation" className="palette__group small muted">
          {heading}
        </li>
      )}
      <li
        id={optionId(index)}
        role="option"
        aria-selected={active}
        className="palette__option"
        onPointerMove={() => onPoint(index)}
        onClick={() => onChoose(entry)}
      >
        {entry.kind === "asset" ? (
          <>
            <AssetMark asset={entry.asset} />
            <strong>{entry.asset.id}</strong>
            <span className="palette__name">{entry.asset.name}</span>
            <span className="palette__place small muted">{entry.place}</span>
          </>
        ) : (
          <>
            {Icon === undefined ? undefined : <Icon aria-hidden="true" />}
            <span className="palette__name">{entry.command.title}</span>
            {entry.command.checked?.() === true ? (
              <span className="palette__on small muted">
                <Check aria-hidden="true" />
                {t("palette.on")}
              </span>
            ) : undefined}
            {entry.command.keys.map((key) => (
              <kbd key={key}>{keyText(key)}</kbd>
            ))}
          </>
        )}
      </li>
    </>
  );
});
