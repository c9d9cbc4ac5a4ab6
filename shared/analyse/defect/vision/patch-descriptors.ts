// Small squares of a picture as numbers: in which directions it changes, how bright it is and how much that varies.
import type { GrayImage } from "./image.ts";

/** A patch is two by two cells of this side; patches lie a cell apart, so that each flaw is well inside one. */
export const cellPx = 8;
const directions = 8;
const numbersPerCell = directions + 2;
export const descriptorLength = 4 * numbersPerCell;

/** Descriptors of a picture, patch after patch, row after row. */
export interface Descriptors {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float32Array;
}

/**
 * Histograms of gradients (after Dalal and Triggs 2005: magnitudes by direction, a direction shared by the two nearest bins, a dark-bright
 * edge the same as a bright-dark one), with mean and standard deviation of each cell. Not normalised by patch, because a paler or
 * a flatter patch is a flaw as well.
 */
export function patchDescriptors({ width, height, gray }: GrayImage): Descriptors {
  const across = Math.floor(width / cellPx);
  const down = Math.floor(height / cellPx);
  const cells = new Float32Array(across * down * numbersPerCell);
  const at = (x: number, y: number): number =>
    gray[Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)]!;
  for (let y = 0; y < down * cellPx; y += 1)
    for (let x = 0; x < across * cellPx; x += 1) {
      const cell = (Math.floor(y / cellPx) * across + Math.floor(x / cellPx)) * numbersPerCell;
      const gx = at(x + 1, y) - at(x - 1, y);
      const gy = at(x, y + 1) - at(x, y - 1);
      const turn = (Math.atan2(gy, gx) / Math.PI + 1) % 1;
      const low = Math.floor(turn * directions) % directions;
      const part = turn * directions - Math.floor(turn * directions);
      const magnitude = Math.hypot(gx, gy);
      cells[cell + low]! += magnitude * (1 - part);
      cells[cell + ((low + 1) % directions)]! += magnitude * part;
      const value = at(x, y);
      cells[cell + directions]! += value;
      cells[cell + directions + 1]! += value * value;
    }
  const area = cellPx * cellPx;
  for (let cell = 0; cell < cells.length; cell += numbersPerCell) {
    const mean = cells[cell + directions]! / area;
    const variance = cells[cell + directions + 1]! / area - mean * mean;
    for (let bin = 0; bin < directions; bin += 1) cells[cell + bin]! /= area;
    cells[cell + directions] = mean;
    cells[cell + directions + 1] = Math.sqrt(Math.max(0, variance));
  }
  const columns = Math.max(0, across - 1);
  const rows = Math.max(0, down - 1);
  const values = new Float32Array(columns * rows * descriptorLength);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      for (let part = 0; part < 4; part += 1) {
        const cell = ((row + (part >> 1)) * across + column + (part & 1)) * numbersPerCell;
        const into = (row * columns + column) * descriptorLength + part * numbersPerCell;
        values.set(cells.subarray(cell, cell + numbersPerCell), into);
      }
  return { columns, rows, values };
}
