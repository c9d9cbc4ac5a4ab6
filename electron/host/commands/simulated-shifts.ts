// Clean shifts for `gemba baseline`, simulated: a plant as its behaviour computes it, without the script's events.
import { wallClock } from "#shared/base/clock.ts";
import { type Outcome, type Problem, ProblemList } from "#shared/base/problem.ts";
import { CleanCounts } from "#shared/analyse/defect/quality/clean-rates.ts";
import { CleanShifts } from "#shared/analyse/defect/watch/fit.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import type { ScenarioFile } from "#shared/simulate/scenario-schema.ts";
import type { Agree, Collected } from "../analyse/clean-recordings.ts";
import { simulatedFacts } from "../analyse/simulated-facts.ts";
import { readPlantDir } from "../plant-dir.ts";
import { type CommandIo, UsageError } from "./command.ts";

/** Plant time of second 0 of simulated shifts: six o'clock on a Monday in the demo plant's zone. */
const simulatedStartMs = Date.UTC(2026, 0, 5, 5);
const shiftHours = 8;
/** Seeds of simulated shifts begin here unless told: far from those that people try. */
export const defaultFirstSeed = 1001;
const mostShifts = 200;

/** Shifts of a plant as its behaviour computes them; throws a UsageError when numbers are missing or wrong. */
export async function fromSimulation(
  dir: string | undefined,
  shifts: string | undefined,
  firstSeed: string | undefined,
  agree: Agree,
  io: CommandIo,
): Promise<Outcome<Collected>> {
  if (dir === undefined || shifts === undefined)
    throw new UsageError("a simulation needs both --plant DIR and --simulate N");
  const count = Number(shifts);
  if (!Number.isInteger(count) || count < 1 || count > mostShifts)
    throw new UsageError(`--simulate needs a whole number from 1 to ${mostShifts}, not "${shifts}"`);
  const seed = Number(firstSeed ?? defaultFirstSeed);
  if (!Number.isInteger(seed) || seed < 0)
    throw new UsageError(`--first-seed needs a whole number, not "${firstSeed ?? ""}"`);
  const folder = await readPlantDir(dir);
  if (!folder.ok) return folder;
  const { behaviour, scenario } = folder.value;
  if (behaviour === undefined) return { ok: false, problems: [noBehaviour(dir)] };
  const plant = resolvePlant(folder.value.plant);
  const agreed = await agree(plant);
  if (!agreed.ok) return agreed;
  const clean = new CleanShifts(plant);
  const counts = new CleanCounts(plant);
  const problems = new ProblemList(() => wallClock.nowMs());
  // Same orders, without what the script lets go wrong; failures and defects by chance stay.
  const calm: ScenarioFile | undefined = scenario === undefined ? undefined : { ...scenario, events: [] };
  for (let shift = 0; shift < count; shift += 1) {
    const made = simulatedFacts(
      {
        plant,
        behaviour,
        ...(calm === undefined ? {} : { scenario: calm }),
        seed: seed + shift,
        startMs: simulatedStartMs,
      },
      shiftHours,
      problems,
    );
    if (!made.ok) return made;
    const rows = clean.begin();
    const results = counts.begin();
    for (const facts of made.value)
      for (const fact of facts) {
        rows.take(fact);
        results.take(fact);
      }
    rows.advance(simulatedStartMs + shiftHours * 3_600_000);
    io.err(`Simulated shift ${shift + 1} of ${count}\n`);
  }
  const trainedOn = `${count} simulated clean ${count === 1 ? "shift" : "shifts"}`;
  return {
    ok: true,
    value: { clean, counts, from: { trainedOn, isSimulated: true } },
    problems: [...folder.problems, ...problems.list()],
  };
}

function noBehaviour(dir: string): Problem {
  return {
    path: [dir],
    id: "no-behaviour",
    severity: "error",
    message: `${dir} has no behaviour.json, so its plant cannot be simulated.`,
    hint: "Learn from recordings of the real plant instead.",
    file: dir,
  };
}
