// What parts wait in, travel on, come from and go to. Geometry only.
import { back, bedHeightM, floor, front, left, right, rollerBed, span, top, towerLamp } from "./kit.ts";
import { type MeshBuilder, metres } from "./mesh-builder.ts";

/** A roller bed with a bar on each side that shows how full it is. */
export function conveyor(b: MeshBuilder): void {
  rollerBed(b, [0.5, 0]);
  // Fill bar along both sides: the shader lights it up to the share of seats taken.
  b.box(
    span(
      [
        [-0.5, 0.05],
        [0.5, -0.05],
      ],
      [
        [-0.5, -0.035],
        [-0.5, 0],
      ],
      [metres(bedHeightM - 0.13), metres(bedHeightM + 0.02)],
    ),
    "fill",
  );
  b.box(
    span(
      [
        [-0.5, 0.05],
        [0.5, -0.05],
      ],
      [
        [0.5, 0],
        [0.5, 0.035],
      ],
      [metres(bedHeightM - 0.13), metres(bedHeightM + 0.02)],
    ),
    "fill",
  );
  b.fine(() => b.cylinder("y", [[0.5, -0.35], metres(0.55)], [metres(-0.2), metres(0.2)], 0.12, "cloth", 10));
}

/** A roller bed in a high frame. */
export function rack(b: MeshBuilder): void {
  rollerBed(b);
  for (const x of [-0.5, -0.17, 0.17, 0.5]) {
    for (const y of [-0.5, 0.5])
      b.box(
        span(
          [
            [x, -0.04 - x * 0.06],
            [x, 0.04 - x * 0.06],
          ],
          [
            [y, -0.04 - y * 0.08],
            [y, 0.04 - y * 0.08],
          ],
          [floor, top],
        ),
        "cloth",
      );
  }
  for (const z of b.near ? [0.3, 0.7, 1] : [0.5, 1]) {
    for (const y of [-0.5, 0.5])
      b.box(
        span(
          [back, front],
          [
            [y, -0.03 - y * 0.08],
            [y, 0.03 - y * 0.08],
          ],
          [
            [z, -0.1],
            [z, 0],
          ],
        ),
        "accent",
      );
    if (z === 1)
      b.box(
        span(
          [back, front],
          [right, left],
          [
            [z, -0.12],
            [z, -0.08],
          ],
        ),
        "frame",
      );
  }
  b.box(
    span(
      [
        [-0.5, 0.05],
        [0.5, -0.05],
      ],
      [metres(-0.455), metres(-0.42)],
      [metres(bedHeightM - 0.13), metres(bedHeightM + 0.02)],
    ),
    "fill",
  );
}

/** A flat deck with bumpers and a rack of four seats. */
export function vehicle(b: MeshBuilder): void {
  // A flat tugging deck with bumpers, a mast with lamp, and a rack of four seats.
  b.box(
    span(
      [
        [-0.5, 0.06],
        [0.5, -0.06],
      ],
      [right, left],
      [metres(0.1), metres(0.42)],
    ),
    "body",
    0.06,
  );
  for (const x of [-0.5, 0.5])
    b.box(
      span(
        [
          [x, x < 0 ? 0 : -0.1],
          [x, x < 0 ? 0.1 : 0],
        ],
        [
          [-0.46, 0],
          [0.46, 0],
        ],
        [metres(0.06), metres(0.3)],
      ),
      "safety",
      0.03,
    );
  for (const x of [-0.34, 0.34])
    for (const y of [-0.5, 0.5])
      b.cylinder(
        "y",
        [[x, 0], metres(0.12)],
        [
          [y, y < 0 ? 0 : -0.08],
          [y, y < 0 ? 0.08 : 0],
        ],
        0.12,
        "rubber",
        10,
      );
  b.box(
    span(
      [
        [-0.42, 0],
        [0.42, 0],
      ],
      [
        [-0.45, 0],
        [0.45, 0],
      ],
      [metres(0.72), metres(0.82)],
    ),
    "frame",
    0.02,
  );
  for (const x of [-0.38, 0.38])
    for (const y of [-0.4, 0.4])
      b.box(
        span(
          [
            [x, -0.03],
            [x, 0.03],
          ],
          [
            [y, -0.03],
            [y, 0.03],
          ],
          [metres(0.4), metres(0.74)],
        ),
        "steel",
      );
  b.box(
    span(
      [
        [0.47, -0.02],
        [0.47, 0.02],
      ],
      [metres(-0.02), metres(0.02)],
      [metres(0.4), metres(1.3)],
    ),
    "steel",
  );
  b.cylinder("z", [[0.47, 0], metres(0)], [metres(1.3), metres(1.45)], 0.06, "lamp", 8);
}

/** Pallets of boxes on both sides of the way in. */
export function supply(b: MeshBuilder): void {
  rollerBed(b);
  // Pallets of boxes on both sides of the way in.
  for (const [x, y, levels] of [
    [-0.3, 0.33, 3],
    [0.12, 0.33, 2],
    [-0.1, -0.34, 2],
    [0.3, -0.34, 1],
  ] as const) {
    b.box(
      span(
        [
          [x, -0.4],
          [x, 0.4],
        ],
        [
          [y, -0.32],
          [y, 0.32],
        ],
        [floor, metres(0.14)],
      ),
      "wood",
    );
    for (let level = 0; level < levels; level += 1) {
      const z = 0.14 + level * 0.42;
      b.box(
        span(
          [
            [x, -0.37],
            [x, 0.37],
          ],
          [
            [y, -0.29],
            [y, 0.29],
          ],
          [metres(z), metres(z + 0.4)],
        ),
        "card",
        0.02,
      );
    }
  }
  towerLamp(b, [0.5, -0.2], metres(0.5), metres(0.9));
}

/** A gate over the way out, and returnable racks beside it. */
export function demand(b: MeshBuilder): void {
  rollerBed(b);
  // A gate over the way out, and returnable racks beside it.
  for (const y of [-0.5, 0.5])
    b.box(
      span(
        [
          [0.44, -0.08],
          [0.44, 0.08],
        ],
        [
          [y, y < 0 ? 0 : -0.14],
          [y, y < 0 ? 0.14 : 0],
        ],
        [floor, top],
      ),
      "safety",
      0.02,
    );
  b.box(
    span(
      [
        [0.44, -0.1],
        [0.44, 0.1],
      ],
      [right, left],
      [[1, -0.3], top],
    ),
    "cloth",
    0.02,
  );
  for (const y of [-0.34, 0.34]) {
    for (const x of [-0.42, -0.05]) {
      for (const corner of [0, 0.3]) {
        b.box(
          span(
            [
              [x + corner, -0.02],
              [x + corner, 0.02],
            ],
            [
              [y, -0.3],
              [y, -0.26],
            ],
            [floor, metres(1.1)],
          ),
          "cloth",
        );
        b.box(
          span(
            [
              [x + corner, -0.02],
              [x + corner, 0.02],
            ],
            [
              [y, 0.26],
              [y, 0.3],
            ],
            [floor, metres(1.1)],
          ),
          "cloth",
        );
      }
      b.box(
        span(
          [
            [x, 0],
            [x + 0.3, 0],
          ],
          [
            [y, -0.28],
            [y, 0.28],
          ],
          [metres(0.1), metres(0.5)],
        ),
        "plate",
        0.03,
      );
    }
  }
  towerLamp(b, [0.44, 0], [0.5, -0.07]);
}
