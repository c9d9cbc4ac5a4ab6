// The mark before an asset's name wherever assets are listed: a station's state, else an icon of what it is.
import { Bot, Boxes, Factory, Inbox, Rows3, Truck, User } from "lucide-react";
import { isMover, isStation, isStore } from "#shared/model/asset-roles.ts";
import type { Asset } from "#shared/model/plant.ts";
import { LiveState } from "./LiveText.tsx";

/** Site, area, line, or a cell that holds others. */
export function isGroup(asset: Asset): boolean {
  return !isStation(asset) && !isStore(asset) && !isMover(asset);
}

/** The state of a station as it is now, or what kind of thing it is. */
export function AssetMark({ asset }: { readonly asset: Asset }) {
  if (isStation(asset)) return <LiveState row={asset.row} />;
  const Icon =
    asset.level === "vehicle"
      ? Truck
      : asset.level === "operator"
        ? User
        : asset.level === "robot"
          ? Bot
          : asset.level === "supply" || asset.level === "demand"
            ? Inbox
            : isStore(asset)
              ? Rows3
              : asset.level === "cell"
                ? Boxes
                : Factory;
  return <Icon className="tree__kind" aria-hidden="true" />;
}
