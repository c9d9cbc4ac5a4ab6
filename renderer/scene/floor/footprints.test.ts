// A band in the colour of a state is seen on any floor, in sunlight too.
import { describe, expect, test } from "vitest";
import { assetStates } from "#shared/model/state.ts";
import { blend, contrast, type ThemeId, themes } from "../../ui/tokens.ts";
import { scenePalette } from "../palette.ts";
import { bandEdgeOpacity } from "./footprints.ts";

/** The edge over a white floor: as bright as it gets. */
const opacity = Math.round(bandEdgeOpacity * 255).toString(16);
const brightestEdge = blend(`#000000${opacity}`, "#ffffff");

describe.each<ThemeId>(["dark", "show"])("in the %s theme", (theme) => {
  const { loud } = scenePalette(theme);
  test.each(assetStates.filter((_, code) => loud[code] === 1))(
    "the band of %s stands out from its edge",
    (state) => {
      expect(contrast(themes[theme].state[state], brightestEdge)).toBeGreaterThanOrEqual(3);
    },
  );
});
