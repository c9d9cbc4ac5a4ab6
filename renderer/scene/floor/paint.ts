// What is painted on the floor, drawn: two draws, one under and one over the lanes of vehicles. Made once from a plan.
import { BufferAttribute, BufferGeometry, Color, Group, type IUniform, Mesh, ShaderMaterial } from "three";
import { floorStripes } from "../hall/hall-colors.ts";
import { linear, rgb } from "../palette.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { floorOrder } from "./floor.ts";
import { type Mark, markKinds, type PaintPlan } from "./paint-plan.ts";
import {
  glossyFieldFragment,
  glossyPaintFragment,
  paintVertex,
  quietFieldFragment,
  quietPaintFragment,
} from "./paint-shaders.ts";
import { TextAtlas } from "./text-atlas.ts";

export class Paint {
  readonly group = new Group();
  readonly #atlas: TextAtlas;
  readonly #meshes: readonly Mesh<BufferGeometry, ShaderMaterial>[];
  /** Of fields and of marks: quiet, glossy. */
  readonly #looks: readonly (readonly [ShaderMaterial, ShaderMaterial])[];
  readonly #stripes: {
    readonly stripeBright: IUniform<Color>;
    readonly stripeDark: IUniform<Color>;
    readonly stripeStrength: IUniform<number>;
  };

  constructor(plan: PaintPlan, uniforms: SceneUniforms, matt: boolean) {
    this.#atlas = new TextAtlas(plan.texts);
    this.#stripes = {
      stripeBright: { value: new Color() },
      stripeDark: { value: new Color() },
      stripeStrength: { value: 1 },
    };
    const common = {
      vertexShader: paintVertex,
      uniforms: { ...uniforms, ...this.#stripes, texts: { value: this.#atlas.texture } },
      transparent: true,
      depthWrite: false,
    };
    const defines = matt ? { defines: { MATT: 1 } } : {};
    this.#looks = [
      [quietFieldFragment, glossyFieldFragment] as const,
      [quietPaintFragment, glossyPaintFragment] as const,
    ].map(([quiet, glossy]) => [
      new ShaderMaterial({ ...common, fragmentShader: quiet }),
      new ShaderMaterial({ ...common, fragmentShader: glossy, ...defines }),
    ]);
    this.#meshes = [[plan.under, floorOrder.areas] as const, [plan.over, floorOrder.marks] as const].map(
      ([marks, order], index) => {
        const mesh = new Mesh(geometryOf(marks, this.#atlas), this.#looks[index]?.[0]);
        mesh.renderOrder = order;
        mesh.frustumCulled = false;
        mesh.matrixAutoUpdate = false;
        mesh.visible = marks.length > 0;
        this.group.add(mesh);
        return mesh;
      },
    );
  }

  /** Bright and glossy in the show theme, quiet in the others. */
  setTheme(show: boolean, dark: boolean): void {
    const stripes = floorStripes[show ? "show" : dark ? "dark" : "light"];
    setColor(this.#stripes.stripeBright.value, stripes.bright);
    setColor(this.#stripes.stripeDark.value, stripes.dark);
    this.#stripes.stripeStrength.value = stripes.strength;
    this.#meshes.forEach((mesh, index) => {
      const look = this.#looks[index]?.[show ? 1 : 0];
      if (look !== undefined) mesh.material = look;
    });
  }

  /** The font has arrived. */
  refresh(): void {
    this.#atlas.refresh();
  }

  dispose(): void {
    for (const mesh of this.#meshes) mesh.geometry.dispose();
    for (const look of this.#looks.flat()) look.dispose();
    this.#atlas.dispose();
  }
}

function setColor(color: Color, hex: string): void {
  const [r, g, b] = rgb(hex);
  // Set as linear numbers, so that three's colour management cannot convert twice.
  color.r = linear(r);
  color.g = linear(g);
  color.b = linear(b);
}

function geometryOf(marks: readonly Mark[], atlas: TextAtlas): BufferGeometry {
  const count = marks.length * 4;
  const positions = new Float32Array(count * 3);
  const locals = new Float32Array(count * 4);
  const looks = new Float32Array(count * 4);
  const indices = new Uint32Array(marks.length * 6);
  const corners = [
    [-0.5, -0.5],
    [0.5, -0.5],
    [0.5, 0.5],
    [-0.5, 0.5],
  ] as const;
  marks.forEach((mark, index) => {
    const [c, s] = [Math.cos(mark.headingRad), Math.sin(mark.headingRad)];
    const cell = mark.kind === "text" ? atlas.cell(mark.value) : undefined;
    const [a0, a1, b0, b1] = mark.crop ?? [-0.5, 0.5, -0.5, 0.5];
    corners.forEach(([right, up], corner) => {
      const at = index * 4 + corner;
      const [a, b] = [right < 0 ? a0 : a1, up < 0 ? b0 : b1];
      const [along, across] = [a * mark.length, b * mark.width];
      positions.set([mark.x + c * along - s * across, mark.y + s * along + c * across, 0], at * 3);
      locals.set([along, across, mark.length / 2, mark.width / 2], at * 4);
      const [u, v] =
        cell === undefined
          ? [mark.value, 0]
          : [cell[0] + (cell[2] - cell[0]) * (a + 0.5), cell[1] + (cell[3] - cell[1]) * (b + 0.5)];
      looks.set([markKinds[mark.kind], u, v, 0], at * 4);
    });
    const first = index * 4;
    indices.set([first, first + 1, first + 2, first, first + 2, first + 3], index * 6);
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  geometry.setAttribute("local", new BufferAttribute(locals, 4));
  geometry.setAttribute("look", new BufferAttribute(looks, 4));
  geometry.setIndex(new BufferAttribute(indices, 1));
  return geometry;
}
