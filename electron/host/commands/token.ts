// `gemba token`: the key to browser mode, kept in the data folder.
import { parseArgs } from "node:util";
import { defaultDataDir } from "../data-dir.ts";
import { addOperateToken, openTokens, rotateToken } from "../serve/token.ts";
import { type Command, UsageError } from "./command.ts";

export const token: Command = {
  summary: "show, renew or add a token that opens the page",
  help: `Usage: gemba token [--data DIR] [--new | --operate]

  --data DIR   the data folder (default: the user's)
  --new        replace all tokens by a new one: pages opened with an old one are locked out at their next connect
  --operate    add a token that may also operate from the network, not only look

Example: gemba token --new
`,
  run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: { data: { type: "string" }, new: { type: "boolean" }, operate: { type: "boolean" } },
    });
    if (values.new === true && values.operate === true)
      throw new UsageError("choose one of --new and --operate");
    const dataDir = values.data ?? defaultDataDir();
    const text =
      values.operate === true
        ? addOperateToken(dataDir)
        : values.new === true
          ? rotateToken(dataDir)
          : openTokens(dataDir).main();
    io.out(`${text}\n`);
    return Promise.resolve(0);
  },
};
