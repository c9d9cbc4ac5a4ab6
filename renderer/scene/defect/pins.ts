// Pins of findings and tags of parts in one instanced draw: pictures that keep their size on the screen and stand at points of the
// plant. Between changes the shader keeps them there. Knows points and faces; what they mean is the layer's.
import {
  InstancedBufferAttribute,
  type InstancedBufferGeometry,
  type Matrix4,
  Mesh,
  ShaderMaterial,
} from "three";
import type { PinFace } from "../../ui/finding-pin.ts";
import type { ThemeTokens } from "../../ui/tokens.ts";
import { floorOrder, unitQuad } from "../floor/floor.ts";
import type { SceneUniforms } from "../uniforms.ts";
import { pinFragment, pinVertex } from "./defect-shaders.ts";
import { type AtlasCell, PinAtlas } from "./pin-atlas.ts";
import { pinScale, pixelsAtOne, shortTagPx } from "./pin-scale.ts";

/** A tag: what it says, and what it says where there is little room. */
export interface TagFace {
  readonly text: string;
  readonly short: string;
}

/** What stands at a point, plant frame. */
export interface Standing {
  readonly at: readonly [number, number, number];
  readonly face: PinFace | TagFace;
}

/** Where one is on the screen, pixels of the unit that was asked for. */
export interface ScreenBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Letters and pins are drawn at this many device pixels for a CSS pixel at least, as labels are. */
const leastRatio = 0.85;

export class Pins {
  readonly mesh: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  readonly #atlas = new PinAtlas();
  readonly #ratio = { value: 1 };
  readonly #isShort = { value: false };
  #theme: ThemeTokens;
  #standing: readonly Standing[] = [];
  /** Of each: its picture, that where there is little room, and whether it becomes smaller far away. */
  #pictures: readonly Picture[] = [];

  constructor(uniforms: SceneUniforms, theme: ThemeTokens) {
    this.#theme = theme;
    const geometry = unitQuad();
    geometry.instanceCount = 0;
    this.mesh = new Mesh(
      geometry,
      new ShaderMaterial({
        vertexShader: pinVertex,
        fragmentShader: pinFragment,
        uniforms: {
          ...uniforms,
          pictures: { value: this.#atlas.texture },
          atlasSide: { value: this.#atlas.side },
          pinRatio: this.#ratio,
          isShort: this.#isShort,
        },
        transparent: true,
        premultipliedAlpha: true,
        depthTest: false,
        depthWrite: false,
      }),
    );
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    // Labels that a person asks for lie over pins.
    this.mesh.renderOrder = floorOrder.labels - 1;
    this.mesh.visible = false;
  }

  /** Device pixels for one of a pin. */
  get ratio(): number {
    return this.#ratio.value;
  }

  setTheme(theme: ThemeTokens): void {
    this.#theme = theme;
    this.refresh();
  }

  /** Another theme, or the font has come: every picture is drawn anew. */
  refresh(): void {
    if (this.#atlas.ratio === 0) return;
    this.#atlas.begin(this.#theme, this.#atlas.ratio);
    this.show(this.#standing);
  }

  /** Stands these up, and nothing else. The last lies on top. */
  show(standing: readonly Standing[]): void {
    this.#standing = standing;
    this.mesh.visible = standing.length > 0;
    if (standing.length === 0 || this.#atlas.ratio === 0) return;
    this.#pictures = standing.map(({ face }): Picture => {
      if ("text" in face)
        return { cell: this.#atlas.tag(face.text), short: this.#atlas.tag(face.short), shrinks: false };
      const cell = this.#atlas.pin(face);
      return { cell, short: cell, shrinks: true };
    });
    const count = standing.length;
    const [anchor, cells, shortCells, foot] = [
      new Float32Array(count * 3),
      new Float32Array(count * 4),
      new Float32Array(count * 4),
      new Float32Array(count * 3),
    ];
    this.#pictures.forEach(({ cell, short, shrinks }, index) => {
      anchor.set(standing[index]?.at ?? [], index * 3);
      cells.set([cell.x, cell.y, cell.width, cell.height], index * 4);
      shortCells.set([short.x, short.y, short.width, short.height], index * 4);
      foot.set([cell.footY, short.footY, shrinks ? 1 : 0], index * 3);
    });
    const { geometry } = this.mesh;
    // A buffer of another length would be another allocation on the GPU: the old one goes with its geometry's attribute.
    geometry.dispose();
    geometry.setAttribute("anchor", new InstancedBufferAttribute(anchor, 3));
    geometry.setAttribute("cell", new InstancedBufferAttribute(cells, 4));
    geometry.setAttribute("shortCell", new InstancedBufferAttribute(shortCells, 4));
    geometry.setAttribute("foot", new InstancedBufferAttribute(foot, 3));
    geometry.instanceCount = count;
  }

  /**
   * Before each frame. Pictures are as sharp as the screen: `pixelRatio` device pixels for a CSS pixel of the interface's letters;
   * all tags are short, or none, by how far away they are. `heightPx` of the picture, device pixels.
   */
  update(pixelRatio: number, clip: Matrix4, heightPx: number): void {
    const ratio = Math.max(pixelRatio, leastRatio);
    this.#ratio.value = ratio;
    this.#isShort.value = pixelsAtOne(clip, heightPx / ratio) / this.#depthOfTags(clip) < shortTagPx;
    if (this.#standing.length === 0 || Math.abs(ratio - this.#atlas.ratio) < 0.01) return;
    this.#atlas.begin(this.#theme, ratio);
    this.show(this.#standing);
  }

  /** How far from the eye tags are on average, metres. */
  #depthOfTags({ elements: m }: Matrix4): number {
    let [sumM, count] = [0, 0];
    for (const { at, face } of this.#standing) {
      if (!("text" in face)) continue;
      sumM += Math.max(0.1, m[3] * at[0] + m[7] * at[1] + m[11] * at[2] + m[15]);
      count += 1;
    }
    return sumM / Math.max(1, count);
  }

  /**
   * Tells `visit` where each is on a screen of `width` x `height`, in the order in which they were stood up. `unit` = pixels of that
   * screen for one of a pin. The shader finds the same.
   */
  eachBox(
    clip: Matrix4,
    width: number,
    height: number,
    unit: number,
    visit: (box: ScreenBox, index: number) => void,
  ): void {
    const m = clip.elements;
    const atOne = pixelsAtOne(clip, height) / unit;
    const box: ScreenBox = { left: 0, top: 0, right: 0, bottom: 0 };
    this.#standing.forEach(({ at: [x, y, z] }, index) => {
      const picture = this.#pictures[index];
      const w = m[3] * x + m[7] * y + m[11] * z + m[15];
      if (picture === undefined || w <= 0.1) return;
      const cell = this.#isShort.value ? picture.short : picture.cell;
      const scale = unit * (picture.shrinks ? pinScale(atOne / w) : 1);
      const px = (((m[0] * x + m[4] * y + m[8] * z + m[12]) / w) * 0.5 + 0.5) * width;
      const py = (0.5 - ((m[1] * x + m[5] * y + m[9] * z + m[13]) / w) * 0.5) * height;
      box.left = px - (cell.width / 2) * scale;
      box.top = py - cell.footY * scale;
      box.right = box.left + cell.width * scale;
      box.bottom = box.top + cell.height * scale;
      visit(box, index);
    });
  }

  dispose(): void {
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
    this.#atlas.dispose();
  }
}

interface Picture {
  readonly cell: AtlasCell;
  readonly short: AtlasCell;
  readonly shrinks: boolean;
}
