// The speed of the playhead: a logarithmic slider with a detent at 1, and a field to type a number into.
import { useEffect, useRef, useState } from "react";
import { t } from "../../messages/t.ts";
import { usePlayback } from "../../state/playback.ts";
import type { PlayheadControl } from "./playhead-control.ts";
import { parseSpeed, sliderHigh, sliderLow, sliderOf, speedOfSlider } from "./speed-scale.ts";

/** The host is told of a moving slider this often at most. */
const tellEveryMs = 250;

export interface SpeedControlProps {
  readonly control: PlayheadControl;
  readonly disabled: boolean;
}

export function SpeedControl({ control, disabled }: SpeedControlProps) {
  const speed = usePlayback((s) => s.playhead?.speed ?? 1);
  const moving = usePlayback((s) => s.playhead?.mode === "playing");
  const slider = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const toldMs = useRef(0);
  const held = useRef(false);
  const [wrong, setWrong] = useState(false);
  const text = t("mode.speed", { speed });
  useEffect(() => {
    // A hand on it knows better than the host's answer to where it was.
    if (slider.current !== null && !held.current) slider.current.value = String(sliderOf(speed));
    if (field.current !== null && document.activeElement !== field.current) field.current.value = text;
  }, [speed, text]);

  const slide = (event: Event | React.SyntheticEvent, isEnd: boolean): void => {
    if (slider.current === null) return;
    const wanted = speedOfSlider(Number(slider.current.value));
    if (field.current !== null) field.current.value = t("mode.speed", { speed: wanted });
    if (!isEnd && event.timeStamp - toldMs.current < tellEveryMs) return;
    toldMs.current = event.timeStamp;
    control.setSpeed(wanted, false);
  };
  const type = (): void => {
    const typed = parseSpeed(field.current?.value ?? "");
    setWrong(typed === undefined);
    if (typed === undefined) return;
    control.setSpeed(typed, true);
    field.current?.blur();
  };
  return (
    <div className="speed" data-moving={moving}>
      <input
        ref={slider}
        type="range"
        className="speed__slider"
        min={sliderLow}
        max={sliderHigh}
        step="any"
        defaultValue={sliderOf(speed)}
        disabled={disabled}
        aria-label={t("transport.speed")}
        aria-valuetext={text}
        data-tip={t("transport.speedHint")}
        onPointerDown={() => (held.current = true)}
        onPointerUp={(event) => {
          held.current = false;
          slide(event, true);
          slider.current?.blur();
        }}
        onChange={(event) => slide(event, !held.current)}
        onDoubleClick={() => control.setSpeed(1, false)}
      />
      <input
        ref={field}
        type="text"
        className="field speed__field live-value"
        inputMode="decimal"
        defaultValue={text}
        disabled={disabled}
        aria-label={t("transport.speedField")}
        aria-invalid={wrong}
        data-tip={t("transport.speedFieldHint")}
        onFocus={(event) => event.target.select()}
        onChange={() => setWrong(false)}
        onBlur={(event) => {
          event.target.value = text;
          setWrong(false);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") type();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </div>
  );
}
