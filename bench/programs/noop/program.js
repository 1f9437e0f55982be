// The cheapest possible dynamic resource: two inputs, a constant provider text, and a provider that does nothing.
const pulumi = require("@pulumi/pulumi");
const { robots } = require("../robots");

const provider =
  'exports.handler=()=>require("module").createRequire(process.cwd()+"/")("./provider").provider';

class Noop extends pulumi.CustomResource {
  /**
   * @param {string} name
   * @param {{ roomId: string, memberAccount: string }} args
   */
  constructor(name, args) {
    super("pulumi-nodejs:dynamic/noop:RoomRobot", name, { ...args, __provider: provider });
  }
}

for (const { name, roomId, memberAccount } of robots()) new Noop(name, { roomId, memberAccount });
