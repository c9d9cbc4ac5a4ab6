// What a frame of the gallery is: a panel of the app at its usual size.
import type { ReactNode } from "react";
import { Panel } from "../ui/Panel.tsx";

export interface Frame {
  /** Size in rem. */
  readonly width: number;
  readonly height: number;
  readonly show: () => ReactNode;
  /** What a person would have done before. */
  readonly before?: () => void;
}

export const docked = (title: string, what: ReactNode): ReactNode => <Panel title={title}>{what}</Panel>;
