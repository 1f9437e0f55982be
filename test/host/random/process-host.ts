import { setTimeout as after } from "node:timers/promises";
import type { DoorName } from "../support/host-process";
import type { World } from "../support/world";
import { deferred } from "./deferred";
import { callsOf, type EngineHost, type EngineHostOptions } from "./engine-host";

const pollMilliseconds = 2;
/** A request that a killed process has sent is handled in less than this. */
const settleMilliseconds = 60;

/** The SDK's real host process, or the plug-in's, killed by the real signal. */
export async function processHost(
  door: DoorName,
  world: World,
  config: Readonly<Record<string, string>>,
  { kill, timeoutSeconds }: EngineHostOptions,
): Promise<EngineHost> {
  const host = await world.host({ ...config, timeoutSeconds: String(timeoutSeconds) }, { door });
  const sentBefore = world.requests().length;
  const { promise: dead, resolve: die } = deferred();
  let killing: Promise<void> | undefined;
  const killNow = (): Promise<void> => {
    killing ??= (async () => {
      die();
      await host.stop("SIGKILL");
      await after(settleMilliseconds);
    })();
    return killing;
  };
  let ended = false;
  const watch = async (at: number): Promise<void> => {
    while (!ended && world.requests().length - sentBefore < at) await after(pollMilliseconds);
    if (!ended) await killNow();
  };
  // From outside, a request shows when it has arrived: both moments of a call are this one.
  const watching = kill === undefined || kill.moment === "between" ? undefined : watch(kill.at);
  return {
    ...callsOf(host),
    dead,
    kill: killNow,
    stop: async () => {
      ended = true;
      await watching;
      await (killing ?? host.stop());
    },
  };
}
