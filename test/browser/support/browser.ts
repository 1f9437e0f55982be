import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import { type Emulator, type EmulatorOptions, startEmulator } from "pulumi-tencent-chat/emulator";
import { Client } from "../../unit/emulator/support";

/** What a test of the page works with: a running emulator, a client of its REST API, and the page in a browser. */
export interface Visit {
  readonly emulator: Emulator;
  readonly client: Client;
  readonly page: Page;
  /** Everything that the page has asked for. */
  readonly urls: readonly string[];
}

export interface VisitOptions {
  readonly emulator?: EmulatorOptions;
  readonly context?: BrowserContextOptions;
  /** What Chromium may say on the console, because the test brings it about. @default nothing */
  readonly complaint?: RegExp;
}

/** Chromium, started once for the tests of a file. */
export class TestBrowser {
  readonly #args: readonly string[];
  #browser: Browser | undefined;

  constructor(args: readonly string[]) {
    this.#args = args;
  }

  async start(): Promise<void> {
    const executablePath = process.env.PULUMI_TENCENT_CHAT_CHROMIUM;
    if (!executablePath) throw new Error("PULUMI_TENCENT_CHAT_CHROMIUM must name a Chromium");
    this.#browser = await chromium.launch({ executablePath, args: [...this.#args] });
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
  }

  /** A page in a context of its own: nothing is remembered from one to the next. */
  async page(options: BrowserContextOptions = {}): Promise<Page> {
    if (this.#browser === undefined) throw new Error("the browser was not started");
    return (await this.#browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })).newPage();
  }

  /**
   * Opens the page of an emulator of its own, and leaves neither behind.
   * @throws also when the page has thrown, or has said anything on the console, where breaches of its policy are told too
   */
  async visit(options: VisitOptions, use: (visit: Visit) => Promise<void>): Promise<void> {
    const emulator = await startEmulator(options.emulator);
    const client = new Client(emulator.url);
    const page = await this.page(options.context);
    const complaints: string[] = [];
    const urls: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => urls.push(request.url()));
    try {
      await page.goto(emulator.url);
      await page.getByText("live", { exact: true }).waitFor();
      await use({ emulator, client, page, urls });
    } finally {
      await page.context().close();
      client.close();
      await emulator.stop();
    }
    const unexpected = complaints.filter((each) => options.complaint?.test(each) !== true);
    if (unexpected.length > 0) throw new Error(`the page complained: ${unexpected.join("\n")}`);
  }
}

/**
 * A browser for the tests of the surrounding `describe`.
 * @param args of Chromium's command line
 */
export function useBrowser(...args: string[]): TestBrowser {
  const browser = new TestBrowser(args);
  before(() => browser.start());
  after(() => browser.stop());
  return browser;
}
