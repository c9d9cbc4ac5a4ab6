// Lets React styles set the shell's own custom properties.
import "react";

declare module "react" {
  interface CSSProperties {
    "--left"?: string;
    "--right"?: string;
    "--bottom"?: string;
  }
}
