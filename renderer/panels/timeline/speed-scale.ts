// Speeds of the playhead on a slider: logarithmic on both sides, standing still apart, with a detent at 1. Pure.

export const slowestSpeed = -60;
export const fastestSpeed = 3600;
/** The slowest that is still play, on either side. */
const creep = 0.1;
/** The slider's ends and where forward play begins; between the two sides lies nothing. */
export const sliderLow = -100;
export const sliderHigh = 200;
/** Within so many steps of 1 the slider stays at 1. */
const detent = 6;

const lnForward = Math.log(fastestSpeed / creep);
const lnBackward = Math.log(-slowestSpeed / creep);

/** Where a speed lies on the slider. */
export function sliderOf(speed: number): number {
  if (speed >= 0) return (Math.log(Math.max(creep, speed) / creep) / lnForward) * sliderHigh;
  return (Math.log(Math.max(creep, -speed) / creep) / lnBackward) * sliderLow;
}

/** The speed at a place of the slider, rounded as a person would say it. */
export function speedOfSlider(place: number): number {
  if (Math.abs(place - sliderOf(1)) <= detent) return 1;
  const speed =
    place >= 0
      ? creep * Math.exp((place / sliderHigh) * lnForward)
      : -creep * Math.exp((place / sliderLow) * lnBackward);
  return spoken(speed);
}

/** Two digits: 0.25, 3.4, 48, 1200. */
function spoken(speed: number): number {
  const rounded = Number(speed.toPrecision(2));
  return Math.min(fastestSpeed, Math.max(slowestSpeed, rounded));
}

/** A typed speed: a number from -60 to 3600 but 0, with or without a sign for "times"; undefined when it is none. */
export function parseSpeed(text: string): number | undefined {
  const match = /^([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)\s*[x×]?$/i.exec(
    text.trim().replace(",", ".").replace("−", "-"),
  );
  const speed = match === null ? Number.NaN : Number(match[1]);
  if (!Number.isFinite(speed) || speed === 0 || speed < slowestSpeed || speed > fastestSpeed)
    return undefined;
  return speed;
}
