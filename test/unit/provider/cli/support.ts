import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  type AppSeed,
  type Emulator,
  type EmulatorOptions,
  startEmulator,
} from "pulumi-tencent-chat/emulator";
import { command, type Ended } from "../../../support/command";
import { assertNoSecrets } from "../../../support/secrets";

export const sdkAppId = 1400000000;
/** As long as a real one, and like no ordinary word. */
export const secretKey = "8d1f6e0b7c5a49327e6f8091a2b3c4d5e6f708192a3b4c5d6e7f80918a7b6c5d";

const repository = resolve(__dirname, "../../../..");

/** A folder that is in no Pulumi project, from which Node.js finds what a program needs; and a service. */
export class Desk {
  readonly emulator: Emulator;
  readonly folder: string;

  private constructor(emulator: Emulator, folder: string) {
    this.emulator = emulator;
    this.folder = folder;
  }

  static async open(seed: AppSeed = {}, options: EmulatorOptions = {}): Promise<Desk> {
    const emulator = await startEmulator({
      listDelaySeconds: 0,
      ...options,
      apps: [{ sdkAppId, secretKey, identifier: "administrator" }],
      seed: { [sdkAppId]: seed },
    });
    const folder = mkdtempSync(join(tmpdir(), "desk-"));
    mkdirSync(join(folder, "node_modules/@pulumi"), { recursive: true });
    for (const [name, to] of [
      ["@pulumi/pulumi", join(repository, "node_modules/@pulumi/pulumi")],
      ["pulumi-tencent-chat", repository],
    ] as const) {
      symlinkSync(to, join(folder, "node_modules", name), "junction");
    }
    return new Desk(emulator, folder);
  }

  /** Runs the command there; it may say no secret. There is no `pulumi` on PATH. */
  async run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const ended = await command(args, {
      cwd: this.folder,
      env: {
        PATH: this.folder,
        TENCENT_CHAT_SDK_APP_ID: String(sdkAppId),
        TENCENT_CHAT_SECRET_KEY: secretKey,
        TENCENT_CHAT_ENDPOINT: this.emulator.url,
        ...env,
      },
    });
    assertNoSecrets(
      [
        { name: "standard output", text: ended.stdout },
        { name: "standard error", text: ended.stderr },
      ],
      [secretKey],
    );
    return ended;
  }

  async close(): Promise<void> {
    await this.emulator.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs a test at a desk of its own, which ends with it. */
export async function atDesk(
  test: (desk: Desk) => Promise<void>,
  seed?: AppSeed,
  options?: EmulatorOptions,
): Promise<void> {
  const desk = await Desk.open(seed, options);
  try {
    await test(desk);
  } finally {
    await desk.close();
  }
}
