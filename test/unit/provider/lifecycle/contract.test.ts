import { config, promises } from "../../../host/contract/promises";
import { inProcessHost } from "../../../host/random/in-process-host";
import { maxAttempts, sdkAppId, secretKey } from "../../../host/support/world";

// The host ring holds the SDK's real host to the same; here a fault in a lifecycle shows within seconds.
promises({
  name: "the lifecycles in this process",
  begin: async ({ emulator }) =>
    inProcessHost(
      {
        ...config,
        sdkAppId: String(sdkAppId),
        secretKey,
        endpoint: emulator.url,
        maxAttempts: String(maxAttempts),
      },
      { kill: undefined, timeoutSeconds: 10 },
    ),
});
