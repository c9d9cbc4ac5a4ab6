import { describe, expect, test } from "vitest";
import { readTier } from "../state/view.ts";
import { firstTier, RatioGovernor, TierGovernor, tierLimits } from "./tiers.ts";

function run(governor: RatioGovernor, intervalMs: number, frames: number, gpuMs?: number): RatioGovernor {
  for (let frame = 0; frame < frames; frame += 1) governor.frame(intervalMs, gpuMs);
  return governor;
}

describe("the tier to start with", () => {
  test.each([
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
    "llvmpipe (LLVM 19.1.0, 256 bits)",
    "Microsoft Basic Render Driver",
  ])("software rendering starts light: %s", (name) => {
    expect(firstTier("auto", name)).toEqual({ tier: "light", reason: "software" });
  });

  test("a graphics card starts standard", () => {
    expect(firstTier("auto", "ANGLE (Intel, Mesa Intel(R) UHD Graphics 630, OpenGL 4.6)").tier).toBe(
      "standard",
    );
  });

  test("the card that had room on an earlier visit starts rich, another does not", () => {
    expect(firstTier("auto", "NVIDIA RTX 4000", "NVIDIA RTX 4000").tier).toBe("rich");
    expect(firstTier("auto", "Intel UHD", "NVIDIA RTX 4000").tier).toBe("standard");
    expect(firstTier("auto", "", "").tier).toBe("standard");
  });

  test("a person's choice outranks the name", () => {
    expect(firstTier("rich", "SwiftShader")).toEqual({ tier: "rich", reason: "chosen" });
  });

  test("what an older version kept as full is standard, and nonsense is auto", () => {
    expect([readTier("full"), readTier("rich"), readTier("ultra"), readTier(undefined)]).toEqual([
      "standard",
      "rich",
      "auto",
      "auto",
    ]);
  });
});

describe("the ratio of the moving picture", () => {
  test("slow frames bring the light tier down to a half and no further", () => {
    expect(run(new RatioGovernor(tierLimits.light, 1), 120, 500).moving).toBe(0.5);
  });

  test("fast frames bring it back up to one and no further", () => {
    const governor = run(new RatioGovernor(tierLimits.light, 1), 120, 500);
    expect(run(governor, 10, 500).moving).toBe(1);
  });

  test("however slow the moving picture is, the resting one stays at its best", () => {
    const governor = run(new RatioGovernor(tierLimits.standard, 2), 120, 500);
    expect([governor.moving, governor.still, governor.ambient]).toEqual([0.75, 2, 2]);
  });

  test("a resting picture gives way only where moving parts alone are far too slow", () => {
    const governor = new RatioGovernor(tierLimits.light, 1);
    for (let frame = 0; frame < 24; frame += 1) governor.ambientFrame(180, 100);
    expect(governor.ambient).toBe(1);
    for (let frame = 0; frame < 240; frame += 1) governor.ambientFrame(400, 100);
    expect([governor.ambient, governor.still]).toEqual([0.5, 1]);
  });

  test("a tier that stays slow at its lowest ratio is too heavy", () => {
    expect(run(new RatioGovernor(tierLimits.standard, 1), 80, 500).tooHeavy).toBe(true);
  });

  test("one slow stretch is not too heavy", () => {
    const governor = run(new RatioGovernor(tierLimits.standard, 1), 80, 40);
    expect(run(governor, 16, 24).tooHeavy).toBe(false);
  });

  test("there is room after quick frames for long, unless the graphics are half busy", () => {
    expect(run(new RatioGovernor(tierLimits.standard, 1), 16.7, 500, 2).hasRoom).toBe(true);
    expect(run(new RatioGovernor(tierLimits.standard, 1), 16.7, 24, 2).hasRoom).toBe(false);
    expect(run(new RatioGovernor(tierLimits.standard, 1), 16.7, 500, 9).hasRoom).toBe(false);
  });
});

describe("the tier that measuring finds", () => {
  test("goes up once when there is room, and says why", () => {
    const governor = new TierGovernor({ tier: "standard", reason: "start" });
    expect(governor.roomy()).toBe(true);
    expect(governor.chosen).toEqual({ tier: "rich", reason: "measuredRoom" });
    expect(governor.roomy()).toBe(false);
  });

  test("never tries again what was too much", () => {
    const governor = new TierGovernor({ tier: "standard", reason: "start" });
    governor.roomy();
    governor.tooHeavy();
    expect(governor.roomy()).toBe(false);
    expect(governor.chosen).toEqual({ tier: "standard", reason: "measuredSlow" });
  });

  test("goes down as far as light and no further", () => {
    const governor = new TierGovernor({ tier: "standard", reason: "start" });
    expect([governor.tooHeavy(), governor.tooHeavy()]).toEqual([true, false]);
    expect(governor.chosen.tier).toBe("light");
  });

  test("software graphics stay light however much room they seem to have", () => {
    expect(new TierGovernor(firstTier("auto", "llvmpipe")).roomy()).toBe(false);
  });
});
