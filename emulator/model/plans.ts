import type { ErrorCode } from "./errors";

/** The plans of the service, the smallest first. "pro" stands for the Pro and Pro Plus editions, earlier Premium or Ultimate. */
export const plans = ["trial", "standard", "pro", "enterprise"] as const;
export type Plan = (typeof plans)[number];

/** The plan that a command needs, and the ErrorCode of an app that has a smaller one. */
export interface PlanRule {
  readonly atLeast: Plan;
  readonly otherwise: ErrorCode;
}

/** Whether a plan holds what `needed` does. */
export function includes(plan: Plan, needed: Plan): boolean {
  return plans.indexOf(plan) >= plans.indexOf(needed);
}

/** Source: "Error Codes", for features of the group service that need the Pro edition or above. */
export const proGroups: PlanRule = { atLeast: "pro", otherwise: 10059 };

/** Source: the error table of the room and live engines. */
export const paidRooms: PlanRule = { atLeast: "standard", otherwise: 100007 };
