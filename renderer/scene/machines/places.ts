// Where people work and what stands around a line: benches, positions, the container. Geometry only.
import { back, floor, front, left, person, right, rollerBed, span, top, towerLamp } from "./kit.ts";
import { type MeshBuilder, metres } from "./mesh-builder.ts";

/** A bench, shelves of bins, a light bar and a screen; people are assets of their own. */
export function manualBench(b: MeshBuilder): void {
  rollerBed(b);
  b.box(
    span(
      [
        [-0.46, 0],
        [0.46, 0],
      ],
      [[-0.42, 0], metres(-0.46)],
      [metres(0.84), metres(0.9)],
    ),
    "wood",
    0.015,
  );
  for (const x of [-0.42, 0.42])
    b.box(
      span(
        [
          [x, -0.03],
          [x, 0.03],
        ],
        [
          [-0.4, 0],
          [-0.4, 0.06],
        ],
        [floor, metres(0.84)],
      ),
      "frame",
    );
  // Uprights behind the bed carry shelves of bins and a light bar.
  for (const x of [-0.46, 0.46])
    b.box(
      span(
        [
          [x, -0.035],
          [x, 0.035],
        ],
        [metres(0.55), metres(0.62)],
        [floor, [1, -0.1]],
      ),
      "frame",
    );
  for (const z of [1.25, 1.65]) {
    b.box(
      span(
        [
          [-0.46, 0],
          [0.46, 0],
        ],
        [metres(0.46), metres(0.86)],
        [metres(z), metres(z + 0.03)],
      ),
      "frame",
    );
    const bins = b.near ? 5 : 3;
    for (let bin = 0; bin < bins; bin += 1) {
      const x = -0.42 + (bin * 0.84) / bins;
      b.box(
        span(
          [
            [x, 0.02],
            [x + 0.84 / bins, -0.02],
          ],
          [metres(0.48), metres(0.8)],
          [metres(z + 0.03), metres(z + 0.2)],
        ),
        bin % 2 === 0 ? "cloth" : "card",
        0.015,
      );
    }
  }
  b.box(
    span(
      [
        [-0.46, 0],
        [0.46, 0],
      ],
      [metres(0.1), metres(0.28)],
      [
        [1, -0.1],
        [1, -0.03],
      ],
    ),
    "panel",
    0.01,
  );
  for (const x of [-0.46, 0.46])
    b.box(
      span(
        [
          [x, -0.03],
          [x, 0.03],
        ],
        [metres(0.1), metres(0.6)],
        [
          [1, -0.1],
          [1, -0.05],
        ],
      ),
      "frame",
    );
  b.box(
    span(
      [
        [-0.44, 0],
        [0.44, 0],
      ],
      [
        [-0.5, 0],
        [-0.42, 0],
      ],
      [floor, metres(0.03)],
    ),
    "rubber",
  );
  b.box(
    span(
      [
        [0.22, 0],
        [0.22, 0.42],
      ],
      [metres(0.4), metres(0.44)],
      [metres(1.9), metres(2.2)],
    ),
    "screen",
  );
  towerLamp(b, [0.46, 0], metres(0.58), [1, -0.1]);
}

/** A position: a mat and a standing person, never a likeness. */
export function operator(b: MeshBuilder): void {
  b.box(
    span(
      [
        [-0.5, 0],
        [0.5, 0],
      ],
      [right, left],
      [floor, metres(0.03)],
    ),
    "rubber",
  );
  person(b, metres(0), metres(0));
}

/** A container whose near side and roof are open, so that what is inside is seen. */
export function container(b: MeshBuilder): void {
  const post = 0.16;
  b.box(span([back, front], [right, left], [floor, metres(0.03)]), "bodyDark");
  for (const x of [-0.5, 0.5]) {
    for (const y of [-0.5, 0.5]) {
      b.box(
        span(
          [
            [x, x < 0 ? 0 : -post],
            [x, x < 0 ? post : 0],
          ],
          [
            [y, y < 0 ? 0 : -post],
            [y, y < 0 ? post : 0],
          ],
          [floor, top],
        ),
        "cloth",
        0.02,
      );
    }
    b.box(
      span(
        [
          [x, x < 0 ? 0 : -post],
          [x, x < 0 ? post : 0],
        ],
        [right, left],
        [[1, -post], top],
      ),
      "cloth",
      0.02,
    );
  }
  for (const y of [-0.5, 0.5])
    b.box(
      span(
        [back, front],
        [
          [y, y < 0 ? 0 : -post],
          [y, y < 0 ? post : 0],
        ],
        [[1, -post], top],
      ),
      "cloth",
      0.02,
    );
  // The far wall is corrugated; the near side is open so that what is inside can be seen.
  const ribs = b.near ? 36 : 12;
  b.box(
    span(
      [back, front],
      [
        [0.5, -0.06],
        [0.5, -0.03],
      ],
      [metres(0.03), [1, -post]],
    ),
    "cloth",
  );
  for (let rib = 0; rib < ribs; rib += 1) {
    const x = -0.48 + (rib * 0.96) / (ribs - 1);
    b.box(
      span(
        [
          [x, -0.06],
          [x, 0.06],
        ],
        [
          [0.5, -0.12],
          [0.5, -0.06],
        ],
        [metres(0.1), [1, -post]],
      ),
      "cloth",
    );
  }
  for (const x of [-0.25, 0, 0.25])
    b.box(
      span(
        [
          [x, -0.04],
          [x, 0.04],
        ],
        [right, left],
        [[1, -0.1], top],
      ),
      "cloth",
    );
}
