import { expect, test } from "vitest";
import { deviceName, shareOfBudget } from "./budget-figures.ts";

test.each([
  [
    "ANGLE (Intel, Mesa Intel(R) UHD Graphics 630 (CFL GT2), OpenGL 4.6)",
    "Mesa Intel(R) UHD Graphics 630 (CFL GT2)",
  ],
  ["ANGLE (NVIDIA, NVIDIA GeForce RTX 4070 Direct3D11 vs_5_0 ps_5_0, D3D11)", "NVIDIA GeForce RTX 4070"],
  [
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
    "SwiftShader",
  ],
  ["ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)", "Apple M2"],
  ["Mali-G78", "Mali-G78"],
])("names the card of %s", (renderer, card) => {
  expect(deviceName(renderer)).toBe(card);
});

test("half a frame is half the bar, and more than a frame is all of it", () => {
  expect([shareOfBudget(8.35), shareOfBudget(50)]).toEqual([0.5, 1]);
});
