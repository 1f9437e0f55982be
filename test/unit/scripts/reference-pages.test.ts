import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../../provider/client/catalogue";
import * as client from "../../../provider/client/commands";
import { type Message, render } from "../../../provider/client/message";
import { wordsOf } from "../../../provider/lifecycle/words";
import { load } from "./support/scripts";

interface Resource {
  readonly name: string;
}

interface Api {
  readonly project: unknown;
  readonly pages: Readonly<Record<string, string>>;
}

/** The client's module has limits beside its commands. */
const commands = Object.values(client).filter((each) => typeof each === "object");

const say = (hint: Message): string => render(hint, wordsOf());

const folder = join(__dirname, "../../../docs");
const pageOf = (path: string): string => readFileSync(join(folder, path), "utf8");

describe("the pages of the public API; `npm run docs` writes them anew", function () {
  // typedoc compiles the package.
  this.timeout(120_000);
  let api: Api;
  let resources: readonly Resource[];
  let resourcePage: (page: string, resource: Resource, tables: unknown) => string;

  before(async () => {
    const { readApi } = await load<{ readApi(): Promise<Api> }>("docs/api.mjs");
    const scripts = await load<{
      resourcesIn(project: unknown): Resource[];
      resourcePage: typeof resourcePage;
    }>("docs/resources.mjs");
    api = await readApi();
    resources = scripts.resourcesIn(api.project);
    resourcePage = scripts.resourcePage;
  });

  it("have the reference as the doc comments make it", () => {
    const pages = readdirSync(join(folder, "reference")).map((name) => [name, pageOf(`reference/${name}`)]);
    assert.deepEqual(Object.fromEntries(pages), api.pages);
  });

  it("have one page for each resource", () => {
    const pages = readdirSync(join(folder, "resources")).map((name) => name.replace(".md", ""));
    assert.deepEqual(pages.sort(), resources.map(({ name }) => name).sort());
  });

  it("go with a schema of the native provider that is as the doc comments make it", async () => {
    const { readSchema } = await load<{ readSchema(project: unknown): Promise<string> }>("docs/schema.mjs");
    assert.equal(pageOf("../provider/plugin/schema.json"), await readSchema(api.project));
  });

  it("have the tables of each resource as the doc comments make them", () => {
    for (const resource of resources) {
      const page = pageOf(`resources/${resource.name}.md`);
      assert.equal(page, resourcePage(page, resource, { catalogue, commands, say }));
    }
  });
});
