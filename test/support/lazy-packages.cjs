// Preloaded by the SDK's processes in tests. At each start the SDK loads two packages that it uses only to write the code of a
// function into the state, which takes half of the start. Resources of this package have constant code there. So these
// packages are loaded here when they are used.
const Module = require("node:module");

const lazy = ["@npmcli/arborist", "typescript"];

/** @typedef {{ filename?: string, require(id: string): any }} Loader */

const loader = /** @type {Loader} */ (/** @type {unknown} */ (Module.prototype));
const load = loader.require;
/** @param {string} id */
loader.require = function (id) {
  if (!lazy.includes(id) || !this.filename?.includes("@pulumi")) return load.call(this, id);
  const loaded = () => load.call(this, id);
  return new Proxy(
    { __esModule: true },
    { get: (module, key) => Reflect.get(module, key) ?? (key === "default" ? loaded() : loaded()[key]) },
  );
};
