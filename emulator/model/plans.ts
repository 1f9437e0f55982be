import type { ErrorCode } from "./errors";

/** The plans of the service, the smallest first. "pro" is the Pro and Pro Plus editions, once called Premium or Ultimate. */
export const plans = ["trial", "standard", "pro", "enterprise"] as const;
export type Plan = (typeof plans)[number];

/**
 * The plan that a command needs, and the ErrorCode for an app with a smaller one.
 *
 * @internal
 */
export interface PlanRule {
  readonly atLeast: Plan;
  readonly otherwise: ErrorCode;
}

/**
 * Whether a plan includes everything that the plan `needed` does.
 *
 * @internal
 */
export function includes(plan: Plan, needed: Plan): boolean {
  return plans.indexOf(plan) >= plans.indexOf(needed);
}

/**
 * Source: "Error Codes", for features of the group service that need the Pro edition or above.
 *
 * @internal
 */
export const proGroups: PlanRule = { atLeast: "pro", otherwise: 10059 };

/**
 * Source: the error table of the room and live engines.
 *
 * @internal
 */
export const paidRooms: PlanRule = { atLeast: "standard", otherwise: 100007 };
