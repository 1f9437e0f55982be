import type { Term } from "../client/message";
import type { SettingKey } from "../configuration/keys";
import { keyOf } from "../configuration/settings";

/** What stands for each of the client's terms in a message to the author of a program: a key of the configuration, or a word. */
const words: Readonly<Record<Term, { readonly key: SettingKey } | string>> = {
  sdkAppId: { key: "sdkAppId" },
  secretKey: { key: "secretKey" },
  identifier: { key: "identifier" },
  region: { key: "region" },
  baseUrl: { key: "endpoint" },
  requestsPerSecond: { key: "requestsPerSecond" },
  GroupId: "groupId",
  RoomId: "roomId",
  From_Account: "fromAccount",
  Owner_Account: "ownerAccount",
  "the request": "the inputs of this resource",
  "the deadline": "the resource option customTimeouts",
  "what runs already uses the old one":
    "a refresh or destroy uses the one that the last `pulumi up` recorded, unless you add `--run-program`",
  room_engine_http_srv: "RoomRobot",
  live_engine_http_srv: "LiveRoomRobots",
};

/** The words for a message about an app. A named app has its own keys, such as `tencent-chat:apps.staging.region`. */
export function wordsOf(app?: string): (term: Term) => string {
  return (term) => {
    const word = words[term];
    return typeof word === "string" ? word : keyOf(app, word.key);
  };
}
