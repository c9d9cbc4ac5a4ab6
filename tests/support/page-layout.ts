// Reads how the page is laid out, and says what is wrong with it: panels over each other, panels out of the window,
// controls over each other, words cut off without a way to read them. Runs inside the page; knows class names, no data.

/** What is wrong with the layout now; empty = nothing. Self-contained: it is sent into the page. */
export function layoutProblems(): string[] {
  interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }
  const problems: string[] = [];
  /** Neighbours share an edge, and edges fall between pixels. */
  const slack = 1;
  const nameOf = (element: Element): string => {
    const label = element.getAttribute("aria-label") ?? element.textContent ?? "";
    return `${element.tagName.toLowerCase()}.${element.classList.item(0) ?? ""} “${label.trim().slice(0, 40)}”`;
  };
  const boxOf = (element: Element): Box => element.getBoundingClientRect();
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest(".visually-hidden, [inert]") === null;
  const common = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const overlaps = (a: Box, b: Box): boolean => {
    const both = common(a, b);
    return both.right - both.left > slack && both.bottom - both.top > slack;
  };
  const screen: Box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const isOutside = (box: Box): boolean =>
    box.left < -slack ||
    box.top < -slack ||
    box.right > screen.right + slack ||
    box.bottom > screen.bottom + slack;
  const show = ({ left, top, right, bottom }: Box): string =>
    [left, top, right, bottom].map(Math.round).join(" ");

  // Panels: each beside the others, inside the window, large enough to be one.
  const panels = [
    ...document.querySelectorAll(
      ".topbar, .banner, .dock, .folded, .viewbar, .centre__free, .centre__page, .finding-legend",
    ),
  ].filter(isSeen);
  for (const panel of panels) {
    const box = boxOf(panel);
    if (isOutside(box)) problems.push(`${nameOf(panel)} leaves the window: ${show(box)}`);
    if (box.right - box.left < 20 || box.bottom - box.top < 20)
      problems.push(`${nameOf(panel)} is crushed: ${show(box)}`);
  }
  const isPage = (element: Element): boolean => element.matches(".centre__page");
  const isFree = (element: Element): boolean => element.matches(".centre__free");
  // What a picture's colours mean lies upon the picture on purpose, and nowhere else.
  const isLegend = (element: Element): boolean => element.matches(".finding-legend");
  for (const legend of panels.filter(isLegend)) {
    const [free] = panels.filter(isFree);
    const [box, picture] = [boxOf(legend), free === undefined ? screen : boxOf(free)];
    const within = common(box, picture);
    const isWithin = (["left", "top", "right", "bottom"] as const).every(
      (edge) => Math.abs(within[edge] - box[edge]) <= slack,
    );
    if (!isWithin) problems.push(`${nameOf(legend)} (${show(box)}) leaves the picture (${show(picture)})`);
    const areaOf = ({ left, top, right, bottom }: Box): number => (right - left) * (bottom - top);
    if (areaOf(box) > areaOf(picture) / 3)
      problems.push(
        `${nameOf(legend)} (${show(box)}) hides more than a third of the picture (${show(picture)})`,
      );
  }
  panels.forEach((one, index) => {
    for (const other of panels.slice(index + 1)) {
      // A page lies upon the plant on purpose.
      if ((isPage(one) && isFree(other)) || (isFree(one) && isPage(other))) continue;
      if ((isLegend(one) && isFree(other)) || (isFree(one) && isLegend(other))) continue;
      if (overlaps(boxOf(one), boxOf(other)))
        problems.push(`${nameOf(one)} (${show(boxOf(one))}) covers ${nameOf(other)} (${show(boxOf(other))})`);
    }
  });

  // Styles are asked for thousands of times, of a few hundred elements.
  const clipping = new Map<Element, boolean>();
  const clips = (element: Element): boolean => {
    const known = clipping.get(element);
    if (known !== undefined) return known;
    const { overflowX, overflowY } = getComputedStyle(element);
    const does = overflowX !== "visible" || overflowY !== "visible";
    clipping.set(element, does);
    return does;
  };

  /** What of an element is not cut away by what holds it, and what cuts it. */
  const seenPart = (start: Element, box: Box): { readonly box: Box; readonly by: Element | undefined } => {
    let seen = common(box, screen);
    let by: Element | undefined;
    for (let holder: Element | null = start; holder !== null; holder = holder.parentElement) {
      if (!clips(holder)) continue;
      const next = common(seen, boxOf(holder));
      const cuts =
        next.left > seen.left + slack ||
        next.right < seen.right - slack ||
        next.top > seen.top + slack ||
        next.bottom < seen.bottom - slack;
      if (cuts) by ??= holder;
      seen = next;
    }
    return { box: seen, by };
  };

  // Controls: none over another.
  const controls = [...document.querySelectorAll("button, input, select, [role=separator]")]
    .filter(isSeen)
    .map((element) => ({ element, ...seenPart(element, boxOf(element)) }))
    .filter(({ box }) => box.right - box.left > slack && box.bottom - box.top > slack);
  controls.forEach((one, index) => {
    for (const other of controls.slice(index + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const floats = (element: Element): boolean =>
        element.closest(".centre__page, .schematic__tools") !== null;
      if (floats(one.element) !== floats(other.element)) continue;
      // The search field holds its own clear button.
      if (one.element.closest(".tree-search") !== null && other.element.closest(".tree-search") !== null)
        continue;
      if (overlaps(one.box, other.box))
        problems.push(`${nameOf(one.element)} lies over ${nameOf(other.element)}`);
    }
  });
  for (const { element, by } of controls) {
    if (by !== undefined && !scrolls(by) && getComputedStyle(by).textOverflow !== "ellipsis")
      problems.push(`${nameOf(element)} is cut off by ${nameOf(by)}`);
  }

  function scrolls(element: Element): boolean {
    const { overflowX, overflowY } = getComputedStyle(element);
    return [overflowX, overflowY].some((flow) => flow === "auto" || flow === "scroll");
  }

  // Words: whole, or shortened with an ellipsis and told in full by a title, or in something that scrolls.
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const holder = node.parentElement;
    if (holder === null || (node.textContent ?? "").trim() === "" || !isSeen(holder)) continue;
    if (holder.closest("script, style, option, .lanes__tip, .tooltip") !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      if (line.width < 1 || line.height < 1) continue;
      const { by } = seenPart(holder, line);
      const leaves = by === undefined && isOutside(line);
      if (leaves) problems.push(`“${node.textContent ?? ""}” leaves the window`);
      if (by === undefined || scrolls(by)) continue;
      const shortened = getComputedStyle(by).textOverflow === "ellipsis";
      if (!shortened) problems.push(`“${node.textContent ?? ""}” is cut off by ${nameOf(by)}`);
      else if (by.closest("[title], [data-tip]") === null)
        problems.push(`“${node.textContent ?? ""}” is shortened, and no title tells the rest`);
      break;
    }
  }
  return problems;
}
