/** @typedef {{ roomId: string, memberAccount: string }} Inputs */

/**
 * @param {Inputs} one
 * @param {Inputs} other
 */
const same = (one, other) => one.roomId === other.roomId && one.memberAccount === other.memberAccount;

/** @type {import("@pulumi/pulumi/dynamic").ResourceProvider<Inputs, Inputs>} */
exports.provider = {
  diff: async (_id, olds, news) => ({ changes: !same(olds, news) }),
  create: async ({ roomId, memberAccount }) => ({
    id: `${roomId}/${memberAccount}`,
    outs: { roomId, memberAccount },
  }),
  read: async (id, props) => ({ id, props }),
  update: async (_id, _olds, { roomId, memberAccount }) => ({ outs: { roomId, memberAccount } }),
  delete: async () => {},
};
