/** @param {number} count */
const accounts = (count) => Array.from({ length: count }, (_, at) => `account-${at}`);

/**
 * The live groups of the fixtures: a large one, some with one resource each, and one that several resources share.
 *
 * @param {{ groups: number, sharing: number }} sizes
 */
function groupsFor({ groups, sharing }) {
  const owners = Array.from({ length: groups }, (_, at) => `group-${at}`);
  const names = Array.from({ length: sharing }, (_, at) => `sharing-${at}`);
  return { large: "large-group", owners, shared: { groupId: "shared-group", names } };
}

module.exports = { accounts, groupsFor };
