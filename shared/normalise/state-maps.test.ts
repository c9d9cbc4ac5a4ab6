// The maps of decisions: MTConnect words, PackML names, part counters.
import { describe, expect, it } from "vitest";
import { executionWords, mtconnectMode, mtconnectState } from "./mtconnect-state.ts";
import { packmlState } from "./packml-state.ts";

const stateOf = (
  execution: string | undefined,
  controllerMode: string | undefined = "AUTOMATIC",
  emergencyStop = "ARMED",
) => mtconnectState({ execution, controllerMode, emergencyStop });

describe("MTConnect", () => {
  it("maps every execution word in automatic", () => {
    expect(executionWords.map((word) => `${word} ${stateOf(word)}`)).toEqual([
      "ACTIVE run",
      "READY idle",
      "WAIT idle",
      "PROGRAM_COMPLETED idle",
      "FEED_HOLD microstop",
      "INTERRUPTED microstop",
      "OPTIONAL_STOP microstop",
      "PROGRAM_STOPPED microstop",
      "PROGRAM_OPTIONAL_STOP microstop",
      "STOPPED microstop",
    ]);
  });
  it("no execution is unknown", () => expect(stateOf(undefined)).toBe("unknown"));
  it("a word it does not know is unknown, in automatic", () => expect(stateOf("DANCING")).toBe("unknown"));
  it("an emergency stop is down, whatever else is said", () => {
    expect(stateOf("ACTIVE", "AUTOMATIC", "TRIGGERED")).toBe("down");
    expect(stateOf(undefined, undefined, "TRIGGERED")).toBe("down");
  });
  it("another mode while not ACTIVE is setup", () => {
    for (const mode of ["MANUAL", "MANUAL_DATA_INPUT", "SEMI_AUTOMATIC", "EDIT", "FEED_HOLD"]) {
      expect(stateOf("READY", mode)).toBe("setup");
      expect(stateOf("STOPPED", mode)).toBe("setup");
      expect(stateOf("ACTIVE", mode)).toBe("run");
    }
  });
  it("a missing mode changes nothing", () =>
    expect(mtconnectState({ execution: "READY", controllerMode: undefined, emergencyStop: undefined })).toBe(
      "idle",
    ));
  it("only AUTOMATIC is production", () => {
    expect(mtconnectMode("AUTOMATIC")).toBe("production");
    expect(mtconnectMode("MANUAL")).toBe("manual");
    expect(mtconnectMode(undefined)).toBe("production");
  });
});

describe("PackML", () => {
  it("tells suspended by the flags, and does not guess", () => {
    expect(packmlState("Suspended", { starved: true })).toBe("starved");
    expect(packmlState("Suspended", { blocked: true })).toBe("blocked");
    expect(packmlState("Suspended")).toBe("idle");
    expect(packmlState("Suspended", { starved: true, blocked: true })).toBe("idle");
  });
  it("tells held by its reason, else leaves it to the stop rule", () => {
    expect(packmlState("Held", { heldReason: "waitOperator" })).toBe("waitOperator");
    expect(packmlState("Held")).toBe("microstop");
  });
  it("aborted is a breakdown only with a fault code", () => {
    expect(packmlState("Aborted")).toBe("microstop");
    expect(packmlState("Aborted", { faulted: true })).toBe("down");
  });
  it("does not take a number for a state", () => expect(packmlState("6")).toBe("unknown"));
});
