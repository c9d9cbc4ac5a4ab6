// Baselines over the wire: learn one from recordings, take it back. Whoever asks says "clean" of the recordings he names.
import { basename } from "node:path";
import { RequestError } from "#shared/host-api/envelope.ts";
import type { RequestHandlers } from "#shared/host-api/server.ts";
import type { Problem } from "#shared/base/problem.ts";
import type { Baselines } from "../analyse/baselines.ts";
import { someDesk } from "../people/people-file.ts";
import type { Host } from "../pipeline.ts";
import type { AnalysisContext } from "./analysis-context.ts";

export function baselineRequests(
  context: Pick<AnalysisContext, "timeline">,
  host: Host,
): Pick<RequestHandlers, "baseline.learn" | "baseline.takeBack"> {
  const here = (): Baselines => {
    if (host.baselines !== undefined) return host.baselines;
    throw new RequestError({
      code: "refused",
      message: "No baseline can be learnt here: another Gemba uses the data folder.",
      hint: "Do it there, or start Gemba with a folder of its own by --data.",
    });
  };
  return {
    "baseline.learn": async ({ recordings, because, accepted }) => {
      const baselines = here();
      const paths = await Promise.all(recordings.map((id) => host.pathOf(id)));
      const known = paths.filter((path) => path !== undefined);
      if (known.length < paths.length)
        throw new RequestError({
          code: "invalid",
          message: "One of these recordings is not there any more.",
          hint: "Choose again.",
        });
      const word = { by: someDesk, because, accepted };
      const outcome = await baselines.learn(context.timeline.plant.file.id, known, word);
      const problems = outcome.problems.map((problem) => withoutFolders(problem, known));
      if (!outcome.ok) return { problems };
      host.judgeAnew();
      const { assets, rows, trainedOn, blocks, needed, notLearnt } = outcome.value;
      return { problems, learnt: { assets, rows, trainedOn, blocks, needed, notLearnt: [...notLearnt] } };
    },
    "baseline.takeBack": async () => {
      const outcome = await here().takeBack(context.timeline.plant);
      if (outcome.ok) host.judgeAnew();
      return { problems: outcome.problems.map((problem) => withoutFolders(problem)) };
    },
  };
}

/** A problem without folders of the host: its file and the recordings it may name by their names. */
function withoutFolders(
  problem: Problem,
  recordings: readonly string[] = [],
): Omit<Problem, "path"> & { path: string[] } {
  const { file } = problem;
  const paths = file === undefined ? recordings : [file, ...recordings];
  const plain = (text: string): string =>
    paths.reduce((said, path) => said.replaceAll(path, basename(path)), text);
  return {
    ...problem,
    path: problem.path.map(plain),
    message: plain(problem.message),
    hint: plain(problem.hint),
    ...(file === undefined ? {} : { file: basename(file) }),
  };
}
