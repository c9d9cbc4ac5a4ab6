// One picture of every pin and tag the scene shows, drawn on a 2-D canvas at the size it is shown; grows when a new one is asked for.
import { CanvasTexture, LinearFilter } from "three";
import { paintFindingPin, paintTag, pinBox, type PinFace, tagBox, tagWidth } from "../../ui/finding-pin.ts";
import type { ThemeTokens } from "../../ui/tokens.ts";

/** Side of the picture for each device pixel of a CSS pixel. */
const sidePx = 512;

/** Where a picture lies in the atlas, and how far down in its middle the point is that it stands on: CSS pixels. */
export interface AtlasCell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly footY: number;
}
const noCell: AtlasCell = { x: 0, y: 0, width: 0, height: 0, footY: 0 };

export class PinAtlas {
  readonly texture: CanvasTexture;
  /** Device pixels for a CSS pixel. */
  ratio = 0;
  readonly #canvas = document.createElement("canvas");
  readonly #context: CanvasRenderingContext2D | undefined;
  readonly #cells = new Map<string, AtlasCell>();
  #theme: ThemeTokens | undefined;
  #penX = 0;
  #penY = 0;
  #lineHeight = 0;

  constructor() {
    this.#canvas.width = 1;
    this.#canvas.height = 1;
    this.#context = this.#canvas.getContext("2d") ?? undefined;
    this.texture = new CanvasTexture(this.#canvas);
    this.texture.flipY = false;
    // Seams between what is drawn and what is not keep their colour when pictures shrink.
    this.texture.premultiplyAlpha = true;
    this.texture.generateMipmaps = false;
    this.texture.magFilter = LinearFilter;
    this.texture.minFilter = LinearFilter;
  }

  /** Side of the picture, CSS pixels. */
  get side(): number {
    return sidePx;
  }

  /** Forgets every picture: another theme, another pixel ratio, or the font has come. */
  begin(theme: ThemeTokens, ratio: number): void {
    const side = Math.ceil(sidePx * ratio);
    if (this.#canvas.width !== side) {
      // Another size is another texture on the GPU.
      this.texture.dispose();
      this.#canvas.width = side;
      this.#canvas.height = side;
    }
    this.#theme = theme;
    this.ratio = ratio;
    this.#context?.setTransform(1, 0, 0, 1, 0, 0);
    this.#context?.clearRect(0, 0, side, side);
    this.#cells.clear();
    this.#penX = 0;
    this.#penY = 0;
    this.#lineHeight = 0;
    this.texture.needsUpdate = true;
  }

  /** The picture of a pin. */
  pin(face: PinFace): AtlasCell {
    const scale = face.isShown ? pinBox.shown : 1;
    const width = Math.ceil(pinBox.width * scale) + 4;
    const height = Math.ceil(pinBox.height * scale) + 4;
    const footY = pinBox.tipY * scale + 3;
    const key = `${face.kind} ${Math.min(face.count, 10)} ${face.isShown}`;
    return this.#cell(key, { width, height, footY }, (context, theme, x, y) =>
      paintFindingPin(context, theme, face, { x: x + width / 2, y: y + footY, scale: 1 }),
    );
  }

  /** The picture of a tag with a text. */
  tag(text: string): AtlasCell {
    const context = this.#context;
    if (context === undefined) return noCell;
    const width = 2 * Math.ceil(tagWidth(context, text) / 2) + 4;
    const { height } = tagBox;
    return this.#cell(`tag ${text}`, { width, height, footY: height }, (on, theme, x, y) =>
      paintTag(on, theme, text, x + width / 2, y + height),
    );
  }

  dispose(): void {
    this.texture.dispose();
  }

  #cell(
    key: string,
    size: Omit<AtlasCell, "x" | "y">,
    paint: (context: CanvasRenderingContext2D, theme: ThemeTokens, x: number, y: number) => void,
  ): AtlasCell {
    const known = this.#cells.get(key);
    if (known !== undefined) return known;
    if (this.#penX + size.width > sidePx) {
      this.#penX = 0;
      this.#penY += this.#lineHeight + 1;
      this.#lineHeight = 0;
    }
    const [context, theme] = [this.#context, this.#theme];
    // A picture that is full shows no more: what stands there can still be met by the pointer.
    if (context === undefined || theme === undefined || this.#penY + size.height > sidePx) return noCell;
    const cell = { x: this.#penX, y: this.#penY, ...size };
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    paint(context, theme, cell.x, cell.y);
    this.#penX += Math.ceil(size.width) + 1;
    this.#lineHeight = Math.max(this.#lineHeight, Math.ceil(size.height));
    this.#cells.set(key, cell);
    this.texture.needsUpdate = true;
    return cell;
  }
}
