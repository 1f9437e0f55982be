import type { Client } from "../client/client";
import { accountCheck, checkMembers, getLiveRobots, getRoomInfo } from "../client/commands";
import { isTencentChatError, type TencentChatError } from "../client/errors";
import { render } from "../client/message";
import { isRegionUrl } from "../client/regions";
import { wordsOf } from "../lifecycle/words";
import { type Check, type Finding, note, ok, skipped, wrong } from "./finding";

/** How the service answered a call that only reads. */
export type Answer = "fine" | TencentChatError;

/** The app whose configuration keys the hints name, and how the service answered a first call that only reads. */
export type Service = { readonly app: string | undefined } & (
  | { readonly obstacle: string }
  | {
      readonly obstacle?: undefined;
      readonly client: Client;
      readonly baseUrl: string;
      readonly admission: Answer;
    }
);

async function answerTo(call: Promise<unknown>): Promise<Answer> {
  try {
    await call;
    return "fine";
  } catch (error) {
    if (isTencentChatError(error)) return error;
    throw error;
  }
}

/** Asks whether the identifier is an account. Every app admin may ask that, in every plan. */
export function askForAdmission(client: Client, identifier: string): Promise<Answer> {
  return answerTo(client.call(accountCheck, { CheckItem: [{ UserID: identifier }] }));
}

const meaningOf = ({ code, info, command }: TencentChatError): string =>
  code === undefined ? info : `error ${code} of ${command}${info === "" ? "" : `: "${info}"`}`;

/**
 * The steps of admission, and the codes by which the service refuses each. Source: "Error Codes". The check `Service`
 * reports every other code.
 */
const steps: readonly {
  readonly name: string;
  readonly codes: readonly number[];
  readonly passed: (baseUrl: string) => Finding;
}[] = [
  {
    name: "Region",
    codes: [60026],
    passed: (baseUrl) =>
      isRegionUrl(baseUrl) ? ok("that of the SDKAppID") : skipped("not used: an endpoint is set"),
  },
  {
    name: "SDKAppID and SecretKey",
    codes: [
      60006, 60012, 60016, 60027, 70001, 70002, 70003, 70005, 70009, 70013, 70014, 70016, 70020, 70050, 70051,
    ],
    passed: () => ok("accepted"),
  },
  { name: "Identifier", codes: [10001, 10007, 10008, 30004, 60010, 70403], passed: () => ok("an app admin") },
];

const isOfAStep = (code: number | undefined): boolean =>
  code !== undefined && steps.some(({ codes }) => codes.includes(code));

const reaching: Check<Service> = {
  name: "Service",
  run: (service) => {
    if (service.obstacle !== undefined) return skipped(service.obstacle);
    const { app, admission, baseUrl } = service;
    const { origin } = new URL(baseUrl);
    if (admission === "fine" || isOfAStep(admission.code)) return ok(`${origin} answers`);
    return wrong(`${origin}: ${meaningOf(admission)}`, render(admission.hint, wordsOf(app)));
  },
};

const laterThanWrong = skipped("first mend what is WRONG");

const admissionChecks: readonly Check<Service>[] = steps.map(({ name, codes, passed }) => ({
  name,
  run: (service) => {
    if (service.obstacle !== undefined) return skipped(service.obstacle);
    const { app, admission, baseUrl } = service;
    if (admission === "fine") return passed(baseUrl);
    if (admission.code === undefined || !codes.includes(admission.code)) return laterThanWrong;
    return wrong(meaningOf(admission), render(admission.hint, wordsOf(app)));
  },
}));

/** An ID that no group and no room has, so that the answer is about the app. */
const nowhere = `doctor-${process.pid}-${Date.now()}`;

/** Features that an app may lack, each with a call about a group or room that does not exist. */
const features: readonly {
  readonly name: string;
  readonly ask: (client: Client) => Promise<unknown>;
  /** Codes that only say that there is no such group or room. */
  readonly nothingThere: readonly number[];
  readonly needs: string;
}[] = [
  {
    name: "Live groups",
    ask: (client) => client.call(checkMembers, { GroupId: nowhere, Member_Account: ["administrator"] }),
    nothingThere: [10010, 10015],
    needs: "LiveGroupRobots",
  },
  {
    name: "Rooms",
    ask: (client) => client.call(getRoomInfo, { RoomId: nowhere }),
    nothingThere: [],
    needs: "RoomRobot",
  },
  {
    name: "Live rooms",
    ask: (client) => client.call(getLiveRobots, { RoomId: nowhere }),
    nothingThere: [],
    needs: "LiveRoomRobots",
  },
];

/** A check that needs an admitted caller. */
function afterAdmission(
  name: string,
  run: (client: Client, app: string | undefined) => Finding | Promise<Finding>,
): Check<Service> {
  return {
    name,
    run: (service) => {
      if (service.obstacle !== undefined) return skipped(service.obstacle);
      return service.admission === "fine" ? run(service.client, service.app) : laterThanWrong;
    },
  };
}

const featureChecks: readonly Check<Service>[] = features.map(({ name, ask, nothingThere, needs }) =>
  afterAdmission(name, async (client, app) => {
    const answer = await answerTo(ask(client));
    if (answer === "fine" || (answer.code !== undefined && nothingThere.includes(answer.code))) {
      return ok("the plan allows them");
    }
    return note(meaningOf(answer), `Only if the program uses ${needs}: ${render(answer.hint, wordsOf(app))}`);
  }),
);

const onlineList = afterAdmission("Console switch", () =>
  note(
    "not known: no command of the service tells it",
    "Only if the program uses LiveGroupRobots: in the Chat console, group feature configuration, switch on the list of online members of audio-video groups.",
  ),
);

/** Checks of the service. They change nothing there. */
export const serviceChecks: readonly Check<Service>[] = [
  reaching,
  ...admissionChecks,
  ...featureChecks,
  onlineList,
];
