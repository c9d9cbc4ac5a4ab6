// A button with something below it: a menu or a small form. Esc, a click elsewhere or leaving by Tab closes it, focus
// goes back to the button; arrows move inside. Stands in the top layer, so that no panel cuts it off.
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from "react";
import { IconButton } from "./IconButton.tsx";
import { placeBeside } from "./place-beside.ts";
import "./dropdown.css";

export interface DropdownProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** Beside the icon. */
  readonly text?: string;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  /** What the content is to a screen reader. */
  readonly role: "menu" | "dialog";
  readonly children: ReactNode;
}

export function Dropdown({ label, icon, text, open, onOpen, onClose, role, children }: DropdownProps) {
  const holder = useRef<HTMLDivElement>(null);
  const close = (): void => {
    onClose();
    holder.current?.querySelector("button")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open || event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    close();
  };
  return (
    <div
      ref={holder}
      className="dropdown"
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (open && event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget))
          onClose();
      }}
    >
      <IconButton
        label={label}
        {...(text === undefined ? {} : { text })}
        expanded={open}
        onClick={() => (open ? close() : onOpen())}
      >
        {icon}
      </IconButton>
      {open ? (
        <Content holder={holder} label={label} role={role} onClose={onClose}>
          {children}
        </Content>
      ) : undefined}
    </div>
  );
}

interface ContentProps extends Pick<DropdownProps, "label" | "role" | "onClose" | "children"> {
  readonly holder: { readonly current: HTMLDivElement | null };
}

function Content({ holder, label, role, onClose, children }: ContentProps) {
  const content = useRef<HTMLDivElement>(null);
  const latestClose = useRef(onClose);
  useLayoutEffect(() => {
    latestClose.current = onClose;
  });
  useLayoutEffect(() => {
    const element = content.current;
    if (element === null) return;
    element.showPopover();
    const place = (): void => {
      const anchor = holder.current?.getBoundingClientRect();
      if (anchor === undefined) return;
      const { width, height } = element.getBoundingClientRect();
      const { left, top } = placeBeside({
        anchor,
        width,
        height,
        windowWidth: innerWidth,
        windowHeight: innerHeight,
        gap: 4,
        align: "end",
      });
      element.style.left = `${left}px`;
      element.style.top = `${top}px`;
    };
    place();
    const resized = new ResizeObserver(place);
    resized.observe(element);
    (element.querySelector<HTMLElement>("[data-first]") ?? focusable(element)[0])?.focus();
    const elsewhere = (event: PointerEvent): void => {
      if (event.target instanceof Node && holder.current?.contains(event.target) !== true)
        latestClose.current();
    };
    document.addEventListener("pointerdown", elsewhere, true);
    window.addEventListener("resize", place);
    const { current: holding } = holder;
    return () => {
      if (element.contains(document.activeElement)) holding?.querySelector("button")?.focus();
      resized.disconnect();
      document.removeEventListener("pointerdown", elsewhere, true);
      window.removeEventListener("resize", place);
    };
  }, [holder]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const items = focusable(event.currentTarget);
    if (by !== 0) {
      const at = items.findIndex((item) => item === document.activeElement);
      items[(at + by + items.length) % items.length]?.focus();
      event.preventDefault();
    }
    // What is typed here is no command of the desk, but for Tab and Esc.
    if (event.key !== "Escape" && event.key !== "Tab" && !event.ctrlKey && !event.metaKey)
      event.nativeEvent.stopImmediatePropagation();
  };
  return (
    <div
      ref={content}
      className="dropdown__content"
      popover="manual"
      role={role}
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

function focusable(element: HTMLElement): HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>("button:enabled, input:enabled")];
}
