// The simulated plant as a source: the scripted shift up to a little after its start, at once, then on at the clock's pace.
import { PlantClock } from "#shared/base/clock.ts";
import type { Outcome, Problem } from "#shared/base/problem.ts";
import { instantOnDay } from "#shared/model/calendar.ts";
import { type Plant, resolvePlant } from "#shared/model/plant.ts";
import { parseBehaviour } from "#shared/simulate/behaviour-schema.ts";
import { createSimulatedPlant, type SimulatedPlant } from "#shared/simulate/live.ts";
import { parseScenario, type ScenarioFile } from "#shared/simulate/scenario-schema.ts";
import type { VisitorCommand } from "#shared/simulate/visitor-schema.ts";
import { readPlantDir } from "../../plant-dir.ts";
import type { OpenedSource, SourceRequest } from "../registry.ts";
import type { Source, SourceSink } from "../source.ts";

/** A scripted shift is this old when somebody first sees it: something has happened already. */
const headStartMs = 65 * 60_000;
/** Readings are handed on this often, wall time. */
const stepMs = 50;
/** Readings are handed on in pieces of this much plant time at most, so that no batch grows large. */
const pieceMs = 60_000;
const dayMs = 86_400_000;

/** Opens the plant folder's simulation; a folder without behaviour.json cannot be simulated and says so. */
export async function openSimulation(request: SourceRequest): Promise<Outcome<OpenedSource>> {
  const folder = await readPlantDir(request.plantDir);
  if (!folder.ok) return folder;
  const problems: Problem[] = [...folder.problems];
  if (folder.value.behaviour === undefined) {
    return {
      ok: false,
      problems: [
        ...problems,
        {
          path: ["behaviour.json"],
          id: "no-behaviour",
          severity: "error",
          message: `${request.plantDir} has no behaviour.json, so its plant cannot be simulated.`,
          hint: "Add one (see assets/plants/demo), or give the data with --source.",
        },
      ],
    };
  }
  const plant = resolvePlant(folder.value.plant);
  const behaviour = parseBehaviour(folder.value.behaviour);
  if (!behaviour.ok) return behaviour;
  const scenario =
    folder.value.scenario === undefined || request.cold ? undefined : parseScenario(folder.value.scenario);
  if (scenario?.ok === false) return scenario;

  const { startMs, nowMs } = beginning(plant, scenario?.value, request);
  const simulated = createSimulatedPlant({
    plant,
    behaviour: behaviour.value,
    ...(scenario === undefined ? {} : { scenario: scenario.value }),
    seed: request.seed,
    startMs,
  });
  if (!simulated.ok) return simulated;
  const source = new SimulationSource(simulated.value, plant, nowMs, request);
  return {
    ok: true,
    value: { plant, source },
    problems: [...problems, ...behaviour.problems, ...simulated.problems],
  };
}

/** When the simulation begins, and what its clock shows when the host starts. */
function beginning(
  plant: Plant,
  scenario: ScenarioFile | undefined,
  request: SourceRequest,
): { startMs: number; nowMs: number } {
  const askedMs = request.startMs ?? request.wall.nowMs();
  if (scenario === undefined) return { startMs: askedMs, nowMs: askedMs };
  const { timeZone } = plant.file;
  const shiftMs = instantOnDay(timeZone, askedMs, scenario.start);
  if (request.startMs === undefined) return { startMs: shiftMs, nowMs: shiftMs + headStartMs };
  if (askedMs >= shiftMs) return { startMs: shiftMs, nowMs: askedMs };
  // A time before the day's shift belongs to the shift of the day before; seen from noon, days may have 23 or 25 hours.
  const dayBeforeMs = instantOnDay(timeZone, askedMs, "12:00") - dayMs;
  return { startMs: instantOnDay(timeZone, dayBeforeMs, scenario.start), nowMs: askedMs };
}

class SimulationSource implements Source {
  readonly id = "simulation";
  readonly kind = "simulation";
  readonly label: string;
  readonly simulated = true;
  readonly paced = true;
  /** The place up to which everything was handed on, as a replay's. */
  readonly clock: Source["clock"];
  readonly #plant: SimulatedPlant;
  readonly #request: SourceRequest;
  #placeMs: number;
  #injected = 0;

  constructor(simulated: SimulatedPlant, plant: Plant, nowMs: number, request: SourceRequest) {
    this.label = plant.file.name;
    this.#plant = simulated;
    this.#request = request;
    this.#placeMs = nowMs;
    this.clock = { speed: request.speed, nowMs: () => this.#placeMs };
  }

  async start(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { wall, speed, wait } = this.#request;
    // From here on: what passed since it was opened, while the host got ready, does not count.
    const originMs = this.#placeMs;
    const raw = new PlantClock(wall, { originMs, wallOriginMs: wall.nowMs(), speed });
    this.#placeMs = this.#plant.startMs;
    this.#tellUntil(originMs, sink);
    while (!signal.aborted) {
      this.#tellUntil(raw.nowMs(), sink);
      sink.heartbeat();
      await wait(stepMs, signal);
    }
  }

  /** Hands on what happens until `timeMs`: a little, or all that a warm start or a frozen process left to tell. */
  #tellUntil(timeMs: number, sink: SourceSink): void {
    do {
      const nextMs = Math.max(this.#placeMs, Math.min(timeMs, this.#placeMs + pieceMs));
      sink.push(this.#plant.advance(nextMs));
      this.#placeMs = nextMs;
    } while (this.#placeMs < timeMs);
  }

  inject(command: VisitorCommand): Outcome<string> {
    const done = this.#plant.inject(command);
    if (!done.ok) return done;
    this.#injected += 1;
    return { ok: true, value: `visitor-${this.#injected}`, problems: [] };
  }
}
