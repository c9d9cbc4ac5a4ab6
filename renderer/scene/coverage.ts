// How a material that is seen through is drawn without sorting: its alpha becomes coverage of a pixel's samples. Options only.
import { CustomBlending, OneFactor, type ShaderMaterialParameters, ZeroFactor } from "three";

/** With several samples a pixel. The picture's own alpha stays 1, or the page behind would shine through every pane. */
export const byCoverage: ShaderMaterialParameters = {
  alphaToCoverage: true,
  blending: CustomBlending,
  blendSrc: OneFactor,
  blendDst: ZeroFactor,
  blendSrcAlpha: OneFactor,
  blendDstAlpha: OneFactor,
};
