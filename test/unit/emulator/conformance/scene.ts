import assert from "node:assert/strict";
import type { AppSeed, AppState, Emulator } from "../../../../emulator";
import { type Answer, type Client, emulating, sign } from "../support";
import type { DocumentFacts, Json } from "./documents";

/** The app and its admin of the sample request URLs. */
const app = { sdkAppId: 88888888, secretKey: "key-of-the-sample-app", identifier: "admin" };

/** What is there before a document's sample request is sent, and what it leaves. */
interface Scene {
  readonly seed: AppSeed;
  /** Calls that come before. */
  readonly before?: readonly { readonly command: string; readonly body: Json }[];
  readonly leaves: Partial<AppState>;
}

function liveGroup(robots: string[]): Pick<AppState, "groups"> {
  return { groups: { "@TGS#a6I4ZUUGO": { type: "AVChatRoom", members: [], robots } } };
}

function publicGroup(members: string[]): Pick<AppState, "groups"> {
  return { groups: { "@TGS#2J4SZEAEL": { type: "Public", members, robots: [] } } };
}

function room(robots: string[]): Pick<AppState, "rooms"> {
  return { rooms: { "room-test": { type: "Conference", members: [], robots } } };
}

const scenes: Readonly<Record<string, Scene>> = {
  "group_open_avchatroom_http_svc/add_robots": {
    seed: liveGroup(["bot3"]),
    leaves: liveGroup(["bot1", "bot2", "bot3"]),
  },
  "group_open_avchatroom_http_svc/del_robots": {
    seed: liveGroup(["bot1", "bot2", "bot3"]),
    leaves: liveGroup(["bot3"]),
  },
  "group_open_http_svc/delete_group_member": {
    seed: publicGroup(["jared", "owner", "tommy"]),
    leaves: publicGroup(["owner"]),
  },
  "room_engine_http_srv/delete_robot": { seed: room(["user1", "user2"]), leaves: room(["user2"]) },
  "sns/group_delete": {
    seed: { accounts: ["id"] },
    // One list a call: the deletion of all three is the fourth change, and the sample's CurrentSequence is 4.
    before: ["group1", "group2", "group3"].map((name) => ({
      command: "sns/group_add",
      body: { From_Account: "id", GroupName: [name] },
    })),
    leaves: { friendLists: { id: [] } },
  },
};

/** An emulator in the state that a document's sample request is made for. */
export class Stage {
  readonly emulator: Emulator;
  readonly leaves: Partial<AppState>;
  readonly #client: Client;
  readonly #document: DocumentFacts;

  constructor(client: Client, emulator: Emulator, document: DocumentFacts) {
    this.#client = client;
    this.emulator = emulator;
    this.#document = document;
    this.leaves = sceneOf(document).leaves;
  }

  /** Sends a body to the sample URL with a good UserSig, or to that of another command. */
  async send(body: unknown, command = this.#document.command): Promise<Answer> {
    const url = this.#document.url.replace(this.#document.command, command);
    const path = url.replace("usersig=xxx", `usersig=${encodeURIComponent(sign(app))}`);
    const reply = await this.#client.send({ method: "POST", path, body: JSON.stringify(body) });
    // "Unless a network error occurs (such as 502), the HTTP return code is always 200", of a failure too.
    assert.equal(reply.status, 200);
    assert.match(reply.headers["content-type"] ?? "", /^application\/json\b/);
    return JSON.parse(reply.text) as Answer;
  }

  state(): AppState {
    const state = this.emulator.state()[app.sdkAppId];
    assert.ok(state);
    return state;
  }

  seed(seed: AppSeed): void {
    this.emulator.seed({ [app.sdkAppId]: seed });
  }
}

/** Sets the scene of a document, and leaves nothing behind. */
export function staging(document: DocumentFacts, use: (stage: Stage) => Promise<void>): Promise<void> {
  const { seed, before = [] } = sceneOf(document);
  return emulating({ apps: [app], seed: { [app.sdkAppId]: seed } }, async (client, emulator) => {
    const stage = new Stage(client, emulator, document);
    for (const { command, body } of before)
      assert.equal((await stage.send(body, command)).ErrorCode, 0, command);
    await use(stage);
  });
}

/** The body of the document's first sample with some fields changed; undefined leaves a field out. */
export function sampleBody({ sampleRequests }: DocumentFacts, changes: Json = {}): Json {
  const [first] = sampleRequests;
  assert.ok(first);
  return { ...first.body, ...changes };
}

function sceneOf({ command }: DocumentFacts): Scene {
  const scene = scenes[command];
  assert.ok(scene, `no scene for ${command}`);
  return scene;
}
