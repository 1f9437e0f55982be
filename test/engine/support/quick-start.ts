const preloaded = require.resolve("../../support/lazy-packages.cjs");

/** An environment in which the SDK's processes start sooner. The ring `package` has them start as a user's do. */
export const quickStart: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --require ${JSON.stringify(preloaded)}`,
};
