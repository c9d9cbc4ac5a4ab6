// How keys, palette and buttons reach the one list of commands: filled once by App.
import { createContext, useContext } from "react";
import { defined } from "#shared/base/assert.ts";
import type { Command } from "./command.ts";

/** The commands as they are now. */
export type ListCommands = () => readonly Command[];

export const CommandsContext = createContext<ListCommands | undefined>(undefined);

export function useCommands(): ListCommands {
  return defined(useContext(CommandsContext), "commands context");
}
