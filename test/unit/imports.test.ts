import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { circlesIn, packagesIn } from "../support/imports";
import { ownFiles, repository } from "../support/own-files";

type Field = "dependencies" | "peerDependencies" | "devDependencies";
type Manifest = { readonly name: string } & Readonly<
  Partial<Record<Field, Readonly<Record<string, string>>>>
>;

const textOf = (file: string): string => readFileSync(join(repository, file), "utf8");

/** The package.json that a file belongs to: an example has its own. */
function manifestOf(file: string): Manifest {
  const folder = dirname(file);
  const path = join(folder, "package.json");
  return existsSync(join(repository, path)) ? (JSON.parse(textOf(path)) as Manifest) : manifestOf(folder);
}

/** Where the types of a package are that brings none. */
const typesOf = (name: string): string => `@types/${name.replace("@", "").replace("/", "__")}`;

/** What a file asks for and its package.json does not declare in one of the fields. */
function undeclaredIn(file: string, fields: readonly Field[], text = textOf(file)): string[] {
  const manifest = manifestOf(file);
  const declared = new Set([manifest.name, ...fields.flatMap((field) => Object.keys(manifest[field] ?? {}))]);
  return packagesIn(file, text)
    .filter(
      ({ package: name, typesOnly }) => !declared.has(name) && !(typesOnly && declared.has(typesOf(name))),
    )
    .map(({ package: name }) => `${file}: ${name}`);
}

const forUsers: readonly Field[] = ["dependencies", "peerDependencies"];
const forAll: readonly Field[] = [...forUsers, "devDependencies"];

describe("The packages of this repository", () => {
  it("are declared where they are imported", () => {
    const files = ownFiles(/\.[cm]?[jt]s$/);
    assert.ok(files.length > 300);
    assert.deepEqual(
      files.flatMap((file) => undeclaredIn(file, forAll)),
      [],
    );
  });

  it("are there for a user where the published code or its types import them", () => {
    const files = readdirSync(join(repository, "dist"), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.[cm]?[jt]s$/.test(name))
      .map((name) => `dist/${name.replaceAll("\\", "/")}`);
    assert.ok(files.length > 100);
    assert.deepEqual(
      files.flatMap((file) => undeclaredIn(file, forUsers)),
      [],
    );
  });

  for (const [name, code] of [
    ["x.ts", 'import "nothing";'],
    ["x.ts", 'import { a } from "nothing/deep/inside";'],
    ["x.ts", 'import type { A } from "nothing";'],
    ["x.ts", 'import a = require("nothing");'],
    ["x.ts", 'export * from "nothing";'],
    ["x.ts", 'type A = import("nothing").A;'],
    ["x.ts", 'type A = typeof import("nothing", { with: { "resolution-mode": "import" } });'],
    ["x.mts", 'const { a } = await import("nothing");'],
    ["x.cjs", 'const a = require("nothing");'],
    ["x.cjs", 'require.resolve("nothing/package.json");'],
    ["x.mjs", "import.meta.resolve(`nothing`);"],
    [
      "x.mjs",
      'import { createRequire } from "node:module"; const load = createRequire("/"); load("nothing");',
    ],
    [
      "x.mjs",
      'import { createRequire } from "node:module"; createRequire(import.meta.url).resolve("nothing");',
    ],
    ["x.mjs", '/** @typedef {import("nothing").A} A */'],
    ["x.mjs", '/** @param {import("nothing").A} a */ export function f(a) {}'],
    ["x.mjs", '/** @import { A } from "nothing" */'],
  ] as const) {
    it(`would not be let through with ${code}`, () => {
      assert.deepEqual(undeclaredIn(name, forAll, code), [`${name}: nothing`]);
    });
  }

  it("would not be let through with one that only developers get", () => {
    assert.deepEqual(undeclaredIn("dist/x.js", forUsers, 'require("mocha");'), ["dist/x.js: mocha"]);
    assert.deepEqual(undeclaredIn("test/x.js", forAll, 'require("mocha");'), []);
  });

  it("are no modules of Node.js, no files and not this package itself", () => {
    const code =
      'import "fs"; import "node:test"; import "./a.js"; import "pulumi-tencent-chat/emulator"; require("/a");';
    assert.deepEqual(undeclaredIn("x.ts", forUsers, code), []);
  });

  it("are not declared by their types, unless nothing else is imported", () => {
    for (const code of ['import type { Root } from "mdast";', 'export type A = import("mdast").Root;']) {
      assert.deepEqual(undeclaredIn("x.ts", forAll, code), []);
    }
    for (const code of ['import { Root } from "mdast";', 'import type { A } from "mdast"; import "mdast";']) {
      assert.deepEqual(undeclaredIn("x.ts", forAll, code), ["x.ts: mdast"]);
    }
  });

  it("are those of an example's own package.json in an example", () => {
    const code = 'import "@pulumi/pulumi"; import "mocha";';
    assert.deepEqual(undeclaredIn("examples/quick-start/x.ts", forAll, code), [
      "examples/quick-start/x.ts: mocha",
    ]);
  });
});

describe("The modules of a folder", () => {
  for (const folder of ["provider", "emulator"]) {
    it(`import each other in no circle, for their types either: ${folder}`, () => {
      const files = ownFiles(/\.m?[jt]s$/).filter((file) => file.startsWith(`${folder}/`));
      assert.ok(files.length > 50);
      assert.deepEqual(circlesIn(new Map(files.map((file) => [file, textOf(file)]))), []);
    });
  }

  it("would not be let through when they do", () => {
    const circle = { "x/a.ts": 'import type { B } from "./b";', "x/b.ts": 'export * from "./c/index.js";' };
    for (const last of ['import "../a";', 'type A = import("../a").A;', 'export { A } from "../a.js";']) {
      const files = new Map(Object.entries({ ...circle, "x/c/index.ts": last, "x/d.ts": 'import "./a";' }));
      assert.deepEqual(circlesIn(files), [["x/a", "x/b", "x/c", "x/a"]]);
    }
    assert.deepEqual(circlesIn(new Map(Object.entries(circle))), []);
  });
});

describe("The client", () => {
  it("knows no key of a stack's configuration, and nothing of Pulumi", () => {
    const files = ownFiles(/\.ts$/).filter((file) => file.startsWith("provider/client/"));
    assert.ok(files.length > 15);
    assert.deepEqual(
      files.filter((file) => /tencent-chat:|pulumi/i.test(textOf(file))),
      [],
    );
  });
});
