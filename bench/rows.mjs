import { calls } from "./families/calls.mjs";
import { create } from "./families/create.mjs";
import { environment } from "./families/environment.mjs";
import { hostStart } from "./families/host-start.mjs";
import { importTime } from "./families/import-time.mjs";
import { largeStacks } from "./families/large-stacks.mjs";
import { load } from "./families/load.mjs";
import { manyStacks } from "./families/many-stacks.mjs";
import { native } from "./families/native.mjs";
import { settled } from "./families/settled.mjs";
import { typeCheck } from "./families/type-check.mjs";

/**
 * @typedef {object} Task The measurement that a family of rows has to do.
 * @property {Readonly<Record<string, number>>} sizes
 * @property {number} rounds of each side
 * @property {import("./lib/project.mjs").Environment} engine the variables that the engine needs
 * @property {(row: string) => boolean} wants whether a row was asked for
 */

/**
 * @typedef {object} Family Rows that come from the same runs.
 * @property {readonly string[]} rows
 * @property {{ full: Readonly<Record<string, number>>, quick: Readonly<Record<string, number>> }} sizes
 * @property {(task: Task) => Promise<readonly import("./lib/findings.mjs").Finding[]>} measure
 */

/** @type {readonly Family[]} */
export const families = [
  importTime,
  hostStart,
  calls,
  create,
  native,
  environment,
  settled,
  load,
  manyStacks,
  largeStacks,
  typeCheck,
];

/** The rows that give advice and have no goal. The quick run leaves them out. */
export const adviceRows = [manyStacks, largeStacks, typeCheck].flatMap(({ rows }) => rows);

export const allRows = families.flatMap(({ rows }) => rows);
