// The list of views on the view bar: go to one, save the present one, rename and delete one's own.
import { Bookmark, Pencil, Trash2 } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { useOverlay } from "../../state/overlay.ts";
import { freeKey, type ListedView, listViews, restoreView, useViews } from "../../state/views.ts";
import { longestName } from "../../state/visit-schema.ts";
import { Dropdown } from "../../ui/Dropdown.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import "./views.css";

export function ViewsMenu() {
  const open = useOverlay((s) => s.open === "views");
  const show = useOverlay((s) => s.show);
  const hide = useOverlay((s) => s.hide);
  return (
    <Dropdown
      label={t("views.open")}
      text={t("views.title")}
      icon={<Bookmark />}
      role="dialog"
      open={open}
      onOpen={() => show("views")}
      onClose={() => hide("views")}
    >
      <ViewsList />
    </Dropdown>
  );
}

function ViewsList() {
  const { plant } = useLiveTable();
  const naming = useOverlay((s) => s.naming);
  const hide = useOverlay((s) => s.hide);
  const ofPlant = useViews((s) => s.ofPlant);
  const own = useViews((s) => s.own);
  const listed = listViews({ ofPlant, own });
  const go = (view: ListedView): void => {
    hide("views");
    restoreView(view, (id) => plant.assetRowById.has(id));
  };
  return (
    <div className="views">
      {ofPlant.length === 0 ? undefined : <h3 className="small muted">{t("views.ofPlant")}</h3>}
      {listed
        .filter(({ own: index }) => index === undefined)
        .map((view) => (
          <ViewButton key={view.name} view={view} onGo={go} />
        ))}
      <h3 className="small muted">{t("views.own")}</h3>
      {own.length === 0 ? <p className="views__none small muted">{t("views.noneOwn")}</p> : undefined}
      {listed.map((view) =>
        view.own === undefined ? undefined : (
          <OwnView key={`${view.own} ${view.name}`} view={view} index={view.own} onGo={go} />
        ),
      )}
      <SaveForm naming={naming} />
    </div>
  );
}

function ViewButton({
  view,
  onGo,
}: {
  readonly view: ListedView;
  readonly onGo: (view: ListedView) => void;
}) {
  return (
    <button
      type="button"
      className="menu-item"
      aria-label={t("views.go", { name: view.name })}
      onClick={() => onGo(view)}
    >
      <span>{view.name}</span>
      {view.key === undefined ? undefined : <kbd>{view.key}</kbd>}
    </button>
  );
}

/** One of the person's own, with its name to change. */
function OwnView({
  view,
  index,
  onGo,
}: {
  readonly view: ListedView;
  readonly index: number;
  readonly onGo: (view: ListedView) => void;
}) {
  const rename = useViews((s) => s.rename);
  const remove = useViews((s) => s.remove);
  const [editing, setEditing] = useState(false);
  if (editing) {
    return (
      <input
        className="field views__name"
        aria-label={t("views.nameLabel")}
        defaultValue={view.name}
        maxLength={longestName}
        ref={focusAll}
        onBlur={(event) => {
          rename(index, event.target.value);
          setEditing(false);
        }}
        onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key !== "Escape") return;
          event.stopPropagation();
          event.currentTarget.value = view.name;
          event.currentTarget.blur();
        }}
      />
    );
  }
  return (
    <div className="views__own">
      <ViewButton view={view} onGo={onGo} />
      <IconButton label={t("views.rename", { name: view.name })} onClick={() => setEditing(true)}>
        <Pencil />
      </IconButton>
      <IconButton label={t("views.remove", { name: view.name })} onClick={() => remove(index)}>
        <Trash2 />
      </IconButton>
    </div>
  );
}

function focusAll(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}

/** Saves the present view under a name, on the first free digit. */
function SaveForm({ naming }: { readonly naming: boolean }) {
  const save = useViews((s) => s.save);
  const hide = useOverlay((s) => s.hide);
  const count = useViews((s) => s.own.length);
  const key = useViews(freeKey);
  const [name, setName] = useState("");
  const shown = t("views.newName", { number: count + 1 });
  return (
    <form
      className="views__save"
      onSubmit={(event) => {
        event.preventDefault();
        save(name.trim() === "" ? shown : name);
        hide("views");
      }}
    >
      <input
        className="field"
        aria-label={t("views.nameLabel")}
        placeholder={shown}
        maxLength={longestName}
        value={name}
        onChange={(event) => setName(event.target.value)}
        {...(naming ? { "data-first": "" } : {})}
      />
      <button type="submit" className="button">
        {t("views.save")}
      </button>
      {key === undefined ? undefined : <kbd>{key}</kbd>}
      <p className="small muted">{t("views.hint")}</p>
    </form>
  );
}
