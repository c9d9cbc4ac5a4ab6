// The one tooltip of the page: shows `data-tip` (and `data-keys`) of whatever is pointed at or reached by keyboard.
// After a moment for the pointer, at once for the keyboard; Esc closes it; never cut off. Writes to the page itself: no renders.
import { useEffect, useRef } from "react";
import { placeBeside } from "./place-beside.ts";
import "./tooltip.css";

/** The pointer must rest this long, milliseconds; shortly after another tooltip the next comes at once. */
const showAfterMs = 500;
const stillWarmMs = 400;
/** Leaving for the tooltip itself is allowed this long. */
const hideAfterMs = 120;

export function TooltipLayer() {
  const tip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = tip.current;
    return element === null ? undefined : startTooltips(element);
  }, []);
  return <div ref={tip} className="tooltip" role="tooltip" id="tooltip" popover="manual" />;
}

function startTooltips(tip: HTMLDivElement): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let owner: HTMLElement | undefined;
  let tabbed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let warm: ReturnType<typeof setTimeout> | undefined;

  const hide = (): void => {
    clearTimeout(timer);
    if (owner === undefined) return;
    owner.removeAttribute("aria-describedby");
    owner = undefined;
    tip.hidePopover();
    clearTimeout(warm);
    warm = setTimeout(() => (warm = undefined), stillWarmMs);
  };
  const show = (target: HTMLElement): void => {
    const text = target.dataset["tip"] ?? "";
    if (!target.isConnected || text === "") return;
    hide();
    owner = target;
    const keys = target.dataset["keys"];
    tip.replaceChildren(text, ...(keys === undefined ? [] : [keyElement(keys)]));
    // What the button says already is not said twice.
    if (target.getAttribute("aria-label") !== text) target.setAttribute("aria-describedby", tip.id);
    tip.showPopover();
    const { width, height } = tip.getBoundingClientRect();
    const place = placeBeside({
      anchor: target.getBoundingClientRect(),
      width,
      height,
      windowWidth: innerWidth,
      windowHeight: innerHeight,
      gap: 6,
      align: "centre",
    });
    tip.style.left = `${place.left}px`;
    tip.style.top = `${place.top}px`;
  };
  const ownerOf = (target: EventTarget | null): HTMLElement | undefined => {
    const found = target instanceof Element ? target.closest("[data-tip]") : null;
    return found instanceof HTMLElement ? found : undefined;
  };
  const on = <K extends keyof DocumentEventMap>(name: K, heard: (event: DocumentEventMap[K]) => void): void =>
    document.addEventListener(name, heard, { signal, capture: true, passive: true });

  on("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const target = ownerOf(event.target);
    if (tip.contains(event.target instanceof Node ? event.target : null)) {
      clearTimeout(timer);
      return;
    }
    if (target === owner && target !== undefined) {
      clearTimeout(timer);
      return;
    }
    clearTimeout(timer);
    if (target === undefined) {
      if (owner !== undefined) timer = setTimeout(hide, hideAfterMs);
      return;
    }
    const soon = owner !== undefined || warm !== undefined;
    timer = setTimeout(() => show(target), soon ? 60 : showAfterMs);
  });
  on("focusin", (event) => {
    // Reached by Tab, not given back when a menu closed.
    const target = tabbed ? ownerOf(event.target) : undefined;
    if (target?.matches(":focus-visible") === true) show(target);
  });
  on("focusout", hide);
  on("pointerdown", () => {
    tabbed = false;
    hide();
  });
  on("wheel", hide);
  on("keydown", (event) => {
    tabbed = event.key === "Tab";
    if (event.key === "Escape" || event.key === "Enter" || event.key === " ") hide();
  });
  return () => {
    hide();
    clearTimeout(timer);
    clearTimeout(warm);
    listeners.abort();
  };
}

function keyElement(keys: string): HTMLElement {
  const element = document.createElement("kbd");
  element.textContent = keys;
  return element;
}
