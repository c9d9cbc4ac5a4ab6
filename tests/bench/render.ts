// `npm run bench -- render [--only R1|R2|R3|R4|R7|R8]`: what a frame of the product's scene costs the main thread, against a
// component for each station and against matrices on the CPU; idle; heap. How it is measured: render-measure.ts.
import { buildPage, heap, idle, type Point, serve, twice } from "./render-measure.ts";
import type { BenchRow, BenchTable } from "./table.ts";

function row(
  name: string,
  value: number,
  unit: string,
  target?: { text: string; pass: boolean },
  baseline?: number,
): BenchRow {
  return {
    name,
    value,
    unit,
    ...(target === undefined ? {} : { target: target.text, pass: target.pass }),
    ...(baseline === undefined ? {} : { baseline, ratio: baseline / value }),
  };
}

/** Stations alone: states change, the camera moves. */
async function stationRows(url: string): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const stations of [100, 1000, 10_000]) {
    for (const share of [0.01, 0.1]) {
      const [ours, naive] = await twice(url, [
        { variant: "product", stations, parts: 0, share, frames: 120 },
        { variant: "naive", stations, parts: 0, share, frames: stations >= 10_000 ? 12 : 60 },
      ]);
      if (ours === undefined || naive === undefined) continue;
      const held = stations === 10_000 && share === 0.01;
      const target = held
        ? { text: "<= 0.5 ms and >= 50x", pass: ours.cpuMs <= 0.5 && naive.cpuMs / ours.cpuMs >= 50 }
        : undefined;
      rows.push(
        row(
          `R1 ${stations} stations, ${share * 100} % change, CPU a frame`,
          ours.cpuMs,
          "ms",
          target,
          naive.cpuMs,
        ),
      );
      if (share === 0.01)
        rows.push(
          row(
            `   ${stations} stations, draw calls`,
            ours.draws,
            "calls",
            { text: "<= 60", pass: ours.draws <= 60 },
            naive.draws,
          ),
        );
      if (stations === 10_000)
        rows.push(
          row(
            `   ${stations} stations, ${share * 100} % change, uploads a frame`,
            ours.uploadBytes / 1000,
            "kB",
            { text: "<= 64", pass: ours.uploadBytes <= 64_000 },
          ),
        );
    }
  }
  return rows;
}

/** Parts on their way, 1 % of them starting a move in each frame. */
async function moverRows(url: string): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const [movers, matrices, empty] = await twice(url, [
    { variant: "product", stations: 100, parts: 100_000, share: 0.01, frames: 120 },
    { variant: "cpuMovers", stations: 0, parts: 100_000, share: 0, frames: 60 },
    { variant: "product", stations: 100, parts: 0, share: 0.01, frames: 120 },
  ]);
  if (movers !== undefined && matrices !== undefined && empty !== undefined) {
    // Like with like: the baseline draws parts and nothing else, so its counterpart is what parts add to the same scene.
    const partsMs = Math.max(0.01, movers.cpuMs - empty.cpuMs);
    rows.push(
      row(
        "R2 whole scene with 100,000 parts on their way, CPU a frame",
        movers.cpuMs,
        "ms",
        { text: "<= 0.5", pass: movers.cpuMs <= 0.5 },
        matrices.cpuMs,
      ),
      row("   the same scene of 100 stations without parts", empty.cpuMs, "ms"),
      row(
        "   the parts alone: the difference of the two",
        partsMs,
        "ms",
        { text: ">= 10x", pass: matrices.cpuMs / partsMs >= 10 },
        matrices.cpuMs,
      ),
    );
    rows.push(
      row(
        "   100,000 parts, uploads a frame (1 % start a move)",
        movers.uploadBytes / 1000,
        "kB",
        undefined,
        matrices.uploadBytes / 1000,
      ),
    );
  }
  return rows;
}

/** Everything together. */
async function wholeRows(url: string): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const [both] = await twice(url, [
    { variant: "product", stations: 10_000, parts: 100_000, share: 0.01, frames: 120 },
  ]);
  if (both !== undefined)
    rows.push(
      row("R3 10,000 stations, 100,000 parts, labels: CPU a frame", both.cpuMs, "ms", {
        text: "<= 1.5",
        pass: both.cpuMs <= 1.5,
      }),
      row("   the same, draw calls", both.draws, "calls", { text: "<= 60", pass: both.draws <= 60 }),
      row("   the same, uploads of the last frame", both.uploadBytes / 1000, "kB", {
        text: "<= 64",
        pass: both.uploadBytes <= 64_000,
      }),
      row("   the same, uploads of the median frame", both.medianUploadBytes / 1000, "kB", {
        text: "<= 64",
        pass: both.medianUploadBytes <= 64_000,
      }),
      row("   the same, uploads of the largest frame", both.mostUploadBytes / 1000, "kB"),
    );
  return rows;
}

/** Labels: means, because the product lays out in one frame of eight and a median would leave that out. */
async function labelRows(url: string): Promise<BenchRow[]> {
  // Of eight frames one has a layout: ten frames would warm up one layout.
  const load = { stations: 1000, parts: 0, share: 0.01, warmUpFrames: 160 };
  const points: readonly Point[] = [
    { ...load, variant: "labels", frames: 320, labels: 1000 },
    { ...load, variant: "cssLabels", frames: 40, labels: 1000 },
    { ...load, stations: 3000, variant: "labels", frames: 320, labels: 160 },
  ];
  const [ours, css, crowd] = await twice(url, points, "meanMs");
  if (ours === undefined || css === undefined || crowd === undefined) return [];
  const pass = ours.shown === 1000 && ours.meanMs <= 0.5 && css.meanMs / ours.meanMs >= 50;
  return [
    row(
      "R4 1,000 labels shown: CPU a frame, mean",
      ours.meanMs,
      "ms",
      { text: "<= 0.5 ms and >= 50x", pass },
      css.meanMs,
    ),
    row("   the same, median frame: no layout in it", ours.cpuMs, "ms", undefined, css.cpuMs),
    row("   the same, longest frame: one with a layout", ours.mostMs, "ms", undefined, css.mostMs),
    row(
      "   the same, labels on the screen",
      ours.shown,
      "labels",
      { text: "1000", pass: ours.shown === 1000 },
      css.shown,
    ),
    row("   3,000 stations that want a label, the product's limit: mean", crowd.meanMs, "ms"),
    row("   the same, labels on the screen", crowd.shown, "labels"),
  ];
}

async function idleRows(url: string): Promise<BenchRow[]> {
  const rest = await idle(url);
  return [
    row("R7 idle 60 s, frames drawn", rest.frames, "frames", { text: "0", pass: rest.frames === 0 }),
    row("   idle, main thread", rest.mainMsPerS, "ms/s", { text: "<= 5", pass: rest.mainMsPerS <= 5 }),
    row("   idle, page's process", rest.rendererShare, "% of a core", {
      text: "<= 1",
      pass: rest.rendererShare <= 1,
    }),
    row("   idle, graphics process", rest.gpuShare, "% of a core", {
      text: "<= 0.5",
      pass: rest.gpuShare <= 0.5,
    }),
  ];
}

async function heapRows(url: string): Promise<BenchRow[]> {
  const memory = await heap(url);
  return [
    row("R8 heap above an empty page, 10,000 + 100,000", memory.aboveMB, "MB", {
      text: "<= 40",
      pass: memory.aboveMB <= 40,
    }),
    row("   growth over 10,000 ticks", memory.growthMB, "MB", { text: "<= 1", pass: memory.growthMB <= 1 }),
  ];
}

const groups: Readonly<Record<string, (url: string) => Promise<BenchRow[]>>> = {
  R1: stationRows,
  R2: moverRows,
  R3: wholeRows,
  R4: labelRows,
  R7: idleRows,
  R8: heapRows,
};

/** Measures all rows, or those of one group. */
export async function run(only?: string): Promise<BenchTable> {
  const chosen = Object.entries(groups).filter(([id]) => only === undefined || id === only);
  if (chosen.length === 0)
    throw new Error(`There is no row ${only}; there are ${Object.keys(groups).join(", ")}`);
  await buildPage();
  const server = await serve();
  try {
    const rows: BenchRow[] = [];
    for (const [, measured] of chosen) rows.push(...(await measured(server.url)));
    return {
      title: "Rendering, main thread (Chromium, software GL, 64 x 64 pixels, draw calls left out)",
      notes: [
        "Timed: taking a decoded frame into the live table, camera, lists, labels, uploads and submission. Median of a run, lower of two runs.",
        "Baselines in the same run: a mesh with its own material and a store selector for each station; matrices of all parts written on the CPU.",
        "R2: the product's scene has 100 stations, belts, floor and labels beside its parts; the baseline draws 100,000 parts and nothing else. The ratio is asked of the parts alone.",
        "R4: labels alone on 3840 x 2160, of a plant spread so that 1,000 labels have room; the same machines, texts, changes and camera for both. Baseline: CSS2DRenderer, layout forced by one getBoundingClientRect a frame. Our texts and places change at the next layout, within 120 ms; the mean has the layouts in it. Both are warmed up by 160 frames, which for ours are 20 layouts.",
        "Each point also drew one frame for real: without lit pixels, distinct colours or with a GL error it fails.",
      ],
      rows,
    };
  } finally {
    server.close();
  }
}
