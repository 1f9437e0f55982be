// Preloaded by the SDK's processes in tests. The SDK loads npm's arborist at each start, which takes a third of that time, and
// uses it only to write the code of a function into the state. Resources of this package have constant code there, so here
// arborist is loaded when it is used.
const Module = require("node:module");

/** @typedef {{ filename?: string, require(id: string): any }} Loader */

const loader = /** @type {Loader} */ (/** @type {unknown} */ (Module.prototype));
const load = loader.require;
/** @param {string} id */
loader.require = function (id) {
  if (id !== "@npmcli/arborist" || !this.filename?.includes("@pulumi")) return load.call(this, id);
  const arborist = () => load.call(this, id);
  return new Proxy(
    { __esModule: true },
    { get: (module, key) => Reflect.get(module, key) ?? (key === "default" ? arborist() : arborist()[key]) },
  );
};
