// A hand-written resource, as in the SDK's documentation of dynamic providers: the provider's methods are functions of the program, which
// the SDK serialises. They read the credentials when they need them, so that the state contains none.
const pulumi = require("@pulumi/pulumi");

/** @typedef {{ roomId: string, memberAccount: string }} Inputs */

/**
 * @param {string} command
 * @param {object} body
 * @param {readonly number[]} [goneCodes] ErrorCodes that count as a success
 */
async function call(command, body, goneCodes = []) {
  const { default: fetch } = await import("node-fetch");
  const { Api } = require("tls-sig-api-v2");
  const sdkAppId = Number(process.env.TENCENT_CHAT_SDK_APP_ID);
  const identifier = "administrator";
  const query = new URLSearchParams({
    sdkappid: String(sdkAppId),
    identifier,
    usersig: new Api(sdkAppId, process.env.TENCENT_CHAT_SECRET_KEY ?? "").genUserSig(identifier, 86400),
    random: String(Math.floor(Math.random() * 2 ** 32)),
    contenttype: "json",
  });
  const url = `${process.env.TENCENT_CHAT_ENDPOINT}/v4/room_engine_http_srv/${command}?${query}`;
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${command}: HTTP status ${response.status}`);
  const answer = /** @type {{ ErrorCode: number, ErrorInfo: string }} */ (await response.json());
  if (answer.ErrorCode !== 0 && !goneCodes.includes(answer.ErrorCode)) {
    throw new Error(`${command}: ${answer.ErrorCode} ${answer.ErrorInfo}`);
  }
  return answer;
}

/** @type {pulumi.dynamic.ResourceProvider<Inputs, Inputs>} */
const provider = {
  async check(_olds, news) {
    const failures = [];
    if (!news.roomId) failures.push({ property: "roomId", reason: "roomId is missing" });
    if (!news.memberAccount) failures.push({ property: "memberAccount", reason: "memberAccount is missing" });
    return { inputs: news, failures };
  },
  async diff(_id, olds, news) {
    const replaces = [];
    if (olds.roomId !== news.roomId) replaces.push("roomId");
    if (olds.memberAccount !== news.memberAccount) replaces.push("memberAccount");
    return { changes: replaces.length > 0, replaces, deleteBeforeReplace: true };
  },
  async create({ roomId, memberAccount }) {
    await call("add_robot", { RoomId: roomId, Member_Account: memberAccount });
    return { id: `${roomId}/${memberAccount}`, outs: { roomId, memberAccount } };
  },
  async read(id, props) {
    const { ErrorCode } = await call("get_room_info", { RoomId: props?.roomId }, [100004]);
    return ErrorCode === 0 ? { id, props } : {};
  },
  async delete(_id, { roomId, memberAccount }) {
    await call("delete_robot", { RoomId: roomId, Member_Account: memberAccount }, [100004, 100005]);
  },
};

class RoomRobot extends pulumi.dynamic.Resource {
  /**
   * @param {string} name
   * @param {Inputs} args
   * @param {pulumi.CustomResourceOptions} [opts]
   */
  constructor(name, args, opts) {
    super(provider, name, args, opts);
  }
}

module.exports = { RoomRobot };
