import { describe, expect, test } from "vitest";
import { firstTier, RatioGovernor, tierLimits } from "./tiers.ts";

function run(governor: RatioGovernor, intervalMs: number, frames: number): RatioGovernor {
  for (let frame = 0; frame < frames; frame += 1) governor.frame(intervalMs);
  return governor;
}

describe("tiers", () => {
  test.each([
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
    "llvmpipe (LLVM 19.1.0, 256 bits)",
    "Microsoft Basic Render Driver",
  ])("software rendering starts light: %s", (name) => {
    expect(firstTier("auto", name)).toBe("light");
  });

  test("a graphics card starts full", () => {
    expect(firstTier("auto", "ANGLE (Intel, Mesa Intel(R) UHD Graphics 630, OpenGL 4.6)")).toBe("full");
  });

  test("a person's choice outranks the name", () => {
    expect(firstTier("full", "SwiftShader")).toBe("full");
  });

  test("slow frames bring the light ratio down to a half and no further", () => {
    expect(run(new RatioGovernor(tierLimits.light, 1), 120, 500).ratio).toBe(0.5);
  });

  test("fast frames bring it back up to one and no further", () => {
    const governor = run(new RatioGovernor(tierLimits.light, 1), 120, 500);
    expect(run(governor, 10, 500).ratio).toBe(1);
  });

  test("a full tier that stays slow at its lowest ratio is too heavy", () => {
    expect(run(new RatioGovernor(tierLimits.full, 1), 80, 500).tooHeavy).toBe(true);
  });
});
